/** Pictures of a trained model. */
package org.lowerbound.evaluation.figure;
