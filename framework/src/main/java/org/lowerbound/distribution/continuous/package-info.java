/**
 * Densities over the reals or an interval, with independent components or, for normal
 * distributions, correlated ones; {@code Point} is their limit without any spread.
 */
package org.lowerbound.distribution.continuous;
