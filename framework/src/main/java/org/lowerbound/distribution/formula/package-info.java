/**
 * What several rooms compute with: stable forms of gamma functions, noise by inverse distribution
 * functions, gradients that are not those of the value.
 */
package org.lowerbound.distribution.formula;
