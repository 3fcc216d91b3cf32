/** Evaluation: what is measured of a trained model, and with which error. */
package org.lowerbound.evaluation;
