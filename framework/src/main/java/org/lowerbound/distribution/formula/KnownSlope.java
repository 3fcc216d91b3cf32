package org.lowerbound.distribution.formula;

import java.util.List;
import org.lowerbound.graph.CustomGradients;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Functions of one number, element by element, whose derivative is computed with their value. */
public final class KnownSlope {
  private static final String GRADIENT = "known-slope";

  static {
    CustomGradients.register(
        GRADIENT,
        (tf, inputs, upstream) ->
            // The slope is a function of x that is already accounted for.
            List.of(tf.math.mul(upstream, inputs.get(1)), tf.zerosLike(inputs.get(1))));
  }

  private KnownSlope() {}

  /** Returns {@code value} with the derivative {@code slope} by {@code x}, all of one shape. */
  public static Operand<TFloat32> attach(
      Ops tf, Operand<TFloat32> value, Operand<TFloat32> x, Operand<TFloat32> slope) {
    return CustomGradients.attach(tf, GRADIENT, value, List.of(x, tf.stopGradient(slope)));
  }
}
