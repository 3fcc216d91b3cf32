package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A causal network that can give the outputs of one part of an observation, a row of an image or a
 * single place: it keeps of the parts before what the next one needs. The parts have as many places
 * each. Its numbers are those of the whole, to rounding: TensorFlow rounds an element otherwise by
 * its place in a tensor.
 */
public interface IncrementalNetwork extends CausalNetwork {
  /** Returns the number of parts of an observation. */
  int parts();

  /**
   * Returns what is kept before the first part, each with the observations as its first axis, and
   * what is a function of the context alone.
   *
   * @param rows how many observations there are, a scalar
   * @param context as that of {@link #apply}
   */
  ImmutableList<Operand<TFloat32>> start(
      Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> context, Pass pass);

  /**
   * Returns the outputs of a part, which are a function of the observation down to this part.
   *
   * @param x {@code [rows, D]}
   * @param number of the part, a scalar
   * @param kept when the part before was complete
   */
  Part part(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TInt32> number,
      ImmutableList<Operand<TFloat32>> kept,
      Pass pass);

  /**
   * A part.
   *
   * @param outputs {@code [rows, numbers of a part]} for each of the heads
   * @param kept what the next part needs, in the order of {@link #start}: right when x has all
   *     values of this one
   */
  record Part(ImmutableList<Operand<TFloat32>> outputs, ImmutableList<Operand<TFloat32>> kept) {}
}
