/** Mixtures of normal distributions over vectors. */
package org.lowerbound.distribution.mixture;
