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
 * @param masked W ⊙ M and b, as a layer
 * @param contextSize the size of c
 * @param context C as a layer, if the layer sees the context
 */
record MaskedLayer(int in, int out, Layer masked, int contextSize, Optional<Layer> context) {
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
     * @param mask M, {@code [in, out]}, last index fastest
     */
    MaskedLayer create(
        String name, int in, int contextSize, float[] mask, int out, Initializer bias) {
      Shape shape = Shape.of(in, out);
      Weights weights = Weights.of(parameters.create(name + ".weights", shape, initializer));
      Weights maskedWeights =
          (tf, pass) ->
              tf.math.mul(weights.in(tf, pass), tf.reshape(tf.constant(mask), tf.array(in, out)));
      Optional<Layer> context =
          contextSize == 0
              ? Optional.empty()
              : Optional.of(
                  new MatMul(
                      Weights.of(
                          parameters.create(
                              name + ".context", Shape.of(contextSize, out), initializer))));
      return new MaskedLayer(
          in,
          out,
          Layer.chain(new MatMul(maskedWeights), Bias.create(parameters, name, out, bias)),
          contextSize,
          context);
    }
  }

  /** Applies the map: {@code [..., in] -> [..., out]}. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> c, Pass pass) {
    Operand<TFloat32> own = behindLeadingAxes(tf, masked, x, in, pass);
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
