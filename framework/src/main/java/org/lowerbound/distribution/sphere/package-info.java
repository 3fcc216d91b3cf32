/**
 * Densities over the unit sphere in D dimensions, and the Bessel functions that they are made of.
 */
package org.lowerbound.distribution.sphere;
