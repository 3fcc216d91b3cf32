package org.lowerbound.graph;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Result;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The values of tensors that a session has returned. */
public final class TensorValues {
  private TensorValues() {}

  /** Returns copies of the values of all tensors of a run, in the order of its fetches. */
  public static ImmutableList<float[]> of(Result result) {
    ImmutableList.Builder<float[]> values = ImmutableList.builder();
    for (int i = 0; i < result.size(); i++) {
      values.add(of((TFloat32) result.get(i)));
    }
    return values.build();
  }

  /** Returns a copy of a tensor's values, last index fastest. */
  public static float[] of(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
