/** How well observations are recovered from their codes, and how sure a model is of it. */
package org.lowerbound.evaluation.reconstruction;
