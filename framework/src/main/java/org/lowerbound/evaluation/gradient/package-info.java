/** Statistics of the gradients of objectives. */
package org.lowerbound.evaluation.gradient;
