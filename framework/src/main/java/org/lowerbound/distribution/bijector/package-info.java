/**
 * Invertible maps of vectors with their log-determinants: the layers of normalizing flows.
 *
 * <p>Parameters are nodes that broadcast against the argument {@code [..., B, D]}: {@code [n]}, one
 * set for all vectors, or {@code [B, n]}, one for each example ("amortized"). Log-determinants are
 * in nats, written out in closed form, so that one call of TensorFlow's gradients differentiates
 * them.
 */
package org.lowerbound.distribution.bijector;
