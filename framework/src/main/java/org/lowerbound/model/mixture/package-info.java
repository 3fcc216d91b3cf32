/** Mixtures of few components: a code of one symbol, whose posterior is exact. */
package org.lowerbound.model.mixture;
