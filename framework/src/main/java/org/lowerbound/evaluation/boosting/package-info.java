/**
 * Gradient boosted trees on the host, in double precision: a classifier whose trees say which
 * features they use.
 */
package org.lowerbound.evaluation.boosting;
