package org.lowerbound.tools.bench.peers.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A linear layer, x Wᵀ + b.
 *
 * @param weight W, [out, in]: PyTorch's own layout
 * @param bias b, [out]
 */
record Linear(NDArray weight, NDArray bias) {
  /** Returns a layer with weights after Glorot and Bengio (2010), eq. 16, and no bias. */
  static Linear glorot(NDManager manager, int in, int out) {
    float limit = (float) Math.sqrt(6.0 / (in + out));
    return new Linear(
        manager.randomUniform(-limit, limit, new Shape(out, in)), manager.zeros(new Shape(out)));
  }

  /** Returns a layer that puts out zeros. */
  static Linear zeros(NDManager manager, int in, int out) {
    return new Linear(manager.zeros(new Shape(out, in)), manager.zeros(new Shape(out)));
  }

  /** Returns the layer's output, [rows, out], for an input [rows, in]. */
  NDArray apply(NDArray input) {
    return input.getNDArrayInternal().linear(input, weight, bias).singletonOrThrow();
  }

  /** Returns the hyperbolic tangent of the layer's output. */
  NDArray tanh(NDArray input) {
    return apply(input).tanh();
  }

  /** Returns the same numbers in the same memory as leaves of a new graph, with no gradient yet. */
  Linear leaves(NDManager scope) {
    return new Linear(leaf(weight, scope), leaf(bias, scope));
  }

  private static NDArray leaf(NDArray parameter, NDManager scope) {
    NDArray leaf = parameter.stopGradient();
    leaf.attach(scope);
    leaf.setRequiresGradient(true);
    return leaf;
  }
}
