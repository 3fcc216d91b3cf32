package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * What a node is for one run, in place of what the graph would compute: codes to decode, images of
 * another data set, the point of a Markov chain. The array is not copied; nobody writes to it
 * before the run is over.
 *
 * @param node a placeholder, or any other node; with others than placeholders, what they are made
 *     of is not run
 * @param shape the shape of this value
 * @param values last index fastest
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one run.
public record Fed(Operand<TFloat32> node, Shape shape, float[] values) {
  /** Checks the sizes. */
  public Fed {
    checkArgument(shape.size() == values.length, "%s values do not fill %s", values.length, shape);
  }

  /** Returns the value as a tensor, which its user closes. */
  public TFloat32 tensor() {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }
}
