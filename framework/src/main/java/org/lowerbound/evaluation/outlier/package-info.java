/** Metrics of how well a model tells other data from its own. */
package org.lowerbound.evaluation.outlier;
