package org.lowerbound.model.hierarchy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The layers of a vector of latents, from the one next to the observation upwards. */
final class Layers {
  private Layers() {}

  /** Splits vectors into their layers: {@code [..., Σ D] -> L x [..., D]}. */
  static ImmutableList<Operand<TFloat32>> split(
      Ops tf, Operand<TFloat32> latents, ImmutableList<Integer> sizes) {
    if (sizes.size() == 1) {
      return ImmutableList.of(latents);
    }
    Operand<TInt32> lengths = tf.constant(sizes.stream().mapToInt(Integer::intValue).toArray());
    return ImmutableList.copyOf(
        tf.splitV(latents, lengths, tf.constant(-1), (long) sizes.size()).output());
  }

  /** Joins vectors: {@code L x [..., D] -> [..., Σ D]}. */
  static Operand<TFloat32> join(Ops tf, List<Operand<TFloat32>> layers) {
    return layers.size() == 1
        ? layers.get(0)
        : tf.concat(ImmutableList.copyOf(layers), tf.constant(-1));
  }

  /** Returns a list with room for every layer. */
  static List<Operand<TFloat32>> unknown(int count) {
    List<Operand<TFloat32>> layers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      layers.add(null);
    }
    return layers;
  }
}
