/** Vectors of codes, each the nearest row of a learned codebook. */
package org.lowerbound.distribution.codebook;
