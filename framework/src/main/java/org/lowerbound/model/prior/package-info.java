/** Priors p(z). */
package org.lowerbound.model.prior;
