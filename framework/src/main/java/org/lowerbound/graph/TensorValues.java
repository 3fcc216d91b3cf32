package org.lowerbound.graph;

import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The values of tensors that a session has returned. */
public final class TensorValues {
  private TensorValues() {}

  /** Returns a copy of a tensor's values, last index fastest. */
  public static float[] of(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
