/**
 * What is reported of a trained model on a split: metrics, whose numbers have a unit, a direction
 * and, where they are means over examples, a standard error; and figures, which are pictures.
 */
package org.lowerbound.evaluation;
