/** Numerically stable compositions of TensorFlow ops, shape checks and custom gradients. */
package org.lowerbound.graph;
