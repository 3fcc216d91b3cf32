/**
 * What is reported of a trained model: metrics over a split, each with its unit, its direction and,
 * where it is a mean over examples, its standard error.
 */
package org.lowerbound.evaluation;
