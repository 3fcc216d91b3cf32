/**
 * Models with several layers of latents. To the rest of the framework their latents are one long
 * vector, z = (z₁, …, z_L) with z₁ next to the observation, with one joint posterior and prior.
 */
package org.lowerbound.model.hierarchy;
