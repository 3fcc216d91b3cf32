/**
 * Estimates about the aggregate posterior q(z), the mean of q(z | x) over the data, from a batch.
 */
package org.lowerbound.objective.aggregate;
