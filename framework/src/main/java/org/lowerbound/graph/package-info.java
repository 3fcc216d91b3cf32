/**
 * Numerically stable compositions of TensorFlow ops, shape checks, custom gradients and functions
 * that XLA compiles.
 */
package org.lowerbound.graph;
