/** Families of likelihoods p(x | z). */
package org.lowerbound.model.likelihood;
