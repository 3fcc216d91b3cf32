/** Linear models with normal latents, all of whose densities are known. */
package org.lowerbound.model.linear;
