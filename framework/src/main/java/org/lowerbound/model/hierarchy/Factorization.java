package org.lowerbound.model.hierarchy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.distribution.Sampleable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How a joint distribution over layers is put together of conditionals. */
interface Factorization {
  /** Returns the dimension of each layer, from the observation upwards. */
  ImmutableList<Integer> layers();

  /** Returns the positions of the layers in the order in which they can be drawn. */
  ImmutableList<Integer> order();

  /**
   * Returns the conditional of one layer.
   *
   * @param layer its position
   * @param latents the layers; those that come before it in {@link #order} are there
   */
  Sampleable conditional(Ops tf, int layer, List<Operand<TFloat32>> latents);

  /** Returns the same with networks whose parameters pass no gradient. */
  Factorization frozen(Ops tf);
}
