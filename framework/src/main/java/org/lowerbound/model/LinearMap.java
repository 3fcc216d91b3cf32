package org.lowerbound.model;

import java.util.List;
import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * z ↦ Wz + b with its noise, in the values that a model sees.
 *
 * @param loadings W, {@code [D, k]}
 * @param offset b, {@code [D]}
 * @param logScale log σ of normal noise that is the same for all z, {@code [1]} or {@code [D]};
 *     none if the noise is another
 */
public record LinearMap(
    Operand<TFloat32> loadings, Operand<TFloat32> offset, Optional<Operand<TFloat32>> logScale) {
  /**
   * Returns the function that a decoder is, whose mean is known to be linear: what it makes of 0
   * and of the unit vectors.
   *
   * @param latents k
   */
  static LinearMap of(Ops tf, Conditional<Distribution> decoder, int latents, Pass pass) {
    float[] points = new float[(latents + 1) * latents];
    for (int i = 0; i < latents; i++) {
      points[(i + 1) * latents + i] = 1;
    }
    Distribution images = // Of 0, and of the unit vectors
        decoder.given(
            tf, tf.constant(Shape.of(latents + 1, latents), DataBuffers.of(points)), pass);
    Operand<TFloat32> means = Decoded.meanOf(tf, images); // [k + 1, D]
    Operand<TFloat32> offset = tf.slice(means, tf.array(0, 0), tf.array(1, -1)); // [1, D]
    Operand<TFloat32> columns =
        tf.math.sub(tf.slice(means, tf.array(1, 0), tf.array(-1, -1)), offset); // [k, D]
    Optional<Operand<TFloat32>> logScale =
        images instanceof DiagonalNormal normal && isOfNoCode(normal.logScale().shape())
            ? Optional.of(tf.reshape(normal.logScale(), tf.array(-1)))
            : Optional.empty();
    return new LinearMap(
        tf.linalg.transpose(columns, tf.array(1, 0)),
        tf.squeeze(offset, Squeeze.axis(List.of(0L))),
        logScale);
  }

  /** Returns whether something has no axis of codes. */
  private static boolean isOfNoCode(Shape shape) {
    return !shape.isUnknown() && shape.numDimensions() <= 1;
  }
}
