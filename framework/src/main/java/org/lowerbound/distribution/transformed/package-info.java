/** The images of distributions under the maps of {@code distribution.bijector}. */
package org.lowerbound.distribution.transformed;
