/**
 * Models: what is drawn and scored. Most are latent variable models p(z) p(x | z) with their
 * approximate posteriors q(z | x); some have no latents. Which bound the scores are put together to
 * is the objectives' business.
 */
package org.lowerbound.model;
