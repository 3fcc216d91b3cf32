/** Masses over the levels k/(L − 1), k = 0, ..., L − 1, that pixels have. */
package org.lowerbound.distribution.levels;
