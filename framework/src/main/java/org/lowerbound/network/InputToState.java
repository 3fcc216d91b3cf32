package org.lowerbound.network;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What all steps of a recurrent layer get from below, made for the whole map at once.
 *
 * @param convolution of the map below, with its bias
 * @param context adds a linear function of the context, if there is one, at all places
 * @param features of the sums
 */
record InputToState(Layer convolution, Optional<Layer> context, int features) {
  /**
   * Makes the parameters {@code name.weights}, {@code name.bias} and {@code name.context}.
   *
   * @param width of the kernel, which is a row high
   * @param in the group of each feature below
   * @param out that of each sum
   * @param contextSize 0 for none
   */
  static InputToState create(
      MaskedMaps maker,
      String name,
      int width,
      ImmutableIntArray in,
      ImmutableIntArray out,
      int contextSize) {
    return new InputToState(
        maker.withBias(name, 0, width, in, out, false),
        contextSize == 0
            ? Optional.empty()
            : Optional.of(
                new MatMul(
                    Weights.of(
                        maker
                            .parameters()
                            .create(
                                name + ".context",
                                Shape.of(contextSize, out.length()),
                                maker.initializer())))),
        out.length());
  }

  /**
   * Returns the sums, {@code [B, H, W, features]}.
   *
   * @param x {@code [B, H, W, in]}
   * @param given the context, {@code [B, size]}
   */
  Operand<TFloat32> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> given, Pass pass) {
    Operand<TFloat32> own = convolution.apply(tf, x, pass);
    return context
        .<Operand<TFloat32>>map(
            layer ->
                tf.math.add(
                    own,
                    tf.reshape(
                        layer.apply(tf, given.orElseThrow(), pass), tf.array(-1, 1, 1, features))))
        .orElse(own);
  }
}
