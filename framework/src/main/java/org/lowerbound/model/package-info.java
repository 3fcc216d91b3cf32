/**
 * Latent variable models p(z) p(x | z) with their approximate posteriors q(z | x): what is drawn
 * and scored. Which bound the scores are put together to is the objectives' business.
 */
package org.lowerbound.model;
