package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A causal network that can give the outputs of one row of an image: it keeps of the rows above
 * what the row below needs. Its numbers are those of the whole, to rounding: TensorFlow rounds an
 * element otherwise by its place in a tensor.
 */
public interface RowwiseNetwork extends CausalNetwork {
  /** Returns the number of rows of an image. */
  int rows();

  /**
   * Returns what is kept before the first row, each with the images as its first axis, and what is
   * a function of the context alone.
   *
   * @param images how many there are, a scalar
   * @param context as that of {@link #apply}
   */
  ImmutableList<Operand<TFloat32>> start(
      Ops tf, Operand<TInt32> images, Optional<Operand<TFloat32>> context, Pass pass);

  /**
   * Returns the outputs of a row, which are a function of the image down to this row.
   *
   * @param x {@code [images, D]}
   * @param number of the row, a scalar
   * @param kept when the row above was complete
   */
  Row row(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TInt32> number,
      ImmutableList<Operand<TFloat32>> kept,
      Pass pass);

  /**
   * A row.
   *
   * @param outputs {@code [images, numbers of a row]} for each of the heads
   * @param kept what the next row needs, in the order of {@link #start}; it must not depend on the
   *     values of the row's last place, which is drawn from these outputs
   */
  record Row(ImmutableList<Operand<TFloat32>> outputs, ImmutableList<Operand<TFloat32>> kept) {}
}
