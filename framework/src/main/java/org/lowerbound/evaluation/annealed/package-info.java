/** Annealed importance sampling: chains of latents that are led from a prior to a posterior. */
package org.lowerbound.evaluation.annealed;
