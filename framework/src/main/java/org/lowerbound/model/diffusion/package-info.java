/**
 * Models of observations that noise is added to, step by step, and whose noise a network takes away
 * again: diffusion, with a bound on log p(x), and the chain of denoisers that fails without noise.
 */
package org.lowerbound.model.diffusion;
