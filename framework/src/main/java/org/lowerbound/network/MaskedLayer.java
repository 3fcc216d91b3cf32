package org.lowerbound.network;

import java.util.Optional;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * x (W ⊙ M) + c C + b, the affine map of a masked network.
 *
 * @param in the size of x
 * @param out the size of the output
 * @param weights W, {@code [in, out]}
 * @param bias adds b
 * @param contextSize the size of c
 * @param context C as a layer, if the layer sees the context
 */
record MaskedLayer(
    int in, int out, Weights weights, Layer bias, int contextSize, Optional<Layer> context) {
  /**
   * Makes layers.
   *
   * @param parameters where their parameters are made
   * @param initializer the first values of W and C
   */
  record Maker(ParameterStore parameters, Initializer initializer) {
    /**
     * Makes the parameters {@code name.weights}, {@code name.context} and {@code name.bias}.
     *
     * @param contextSize 0 for a layer that does not see the context
     */
    MaskedLayer create(String name, int in, int contextSize, int out, Initializer bias) {
      Weights weights = weights(name, in, out);
      Optional<Layer> context =
          contextSize == 0
              ? Optional.empty()
              : Optional.of(
                  new MatMul(
                      Weights.of(
                          parameters.create(
                              name + ".context", Shape.of(contextSize, out), initializer))));
      return new MaskedLayer(
          in, out, weights, Bias.create(parameters, name, out, bias), contextSize, context);
    }

    /** Makes the parameter {@code name.weights}, {@code [in, out]}. */
    Weights weights(String name, int in, int out) {
      return Weights.of(parameters.create(name + ".weights", Shape.of(in, out), initializer));
    }
  }

  /** Returns the linear map x (W ⊙ M), with M {@code [in, out]}. */
  static Layer masked(Weights weights, Operand<TFloat32> mask) {
    return new MatMul((tf, pass) -> tf.math.mul(weights.in(tf, pass), mask));
  }

  /**
   * Applies the map: {@code [..., in] -> [..., out]}.
   *
   * @param mask M, {@code [in, out]}
   */
  Operand<TFloat32> apply(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> mask,
      Optional<Operand<TFloat32>> c,
      Pass pass) {
    Operand<TFloat32> own =
        behindLeadingAxes(tf, Layer.chain(masked(weights, mask), bias), x, in, pass);
    return context
        .<Operand<TFloat32>>map(
            layer ->
                tf.math.add(own, behindLeadingAxes(tf, layer, c.orElseThrow(), contextSize, pass)))
        .orElse(own);
  }

  private Operand<TFloat32> behindLeadingAxes(
      Ops tf, Layer layer, Operand<TFloat32> x, int size, Pass pass) {
    Operand<TFloat32> rows = layer.apply(tf, Shapes.toRows(tf, x, size), pass);
    return Shapes.withLeadingAxesOf(tf, x, rows, out);
  }
}
