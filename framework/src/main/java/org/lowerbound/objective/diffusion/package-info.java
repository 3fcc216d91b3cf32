/** Losses of models that take noise away step by step, with one step drawn for each example. */
package org.lowerbound.objective.diffusion;
