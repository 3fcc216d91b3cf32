/** Differences between numbers: their errors, intervals and tests. Knows numbers and no results. */
package org.lowerbound.experiment.statistics;
