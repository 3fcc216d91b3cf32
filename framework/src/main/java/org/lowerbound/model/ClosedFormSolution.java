package org.lowerbound.model;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A model whose best parameters are a function of sums over the examples, without iteration. */
public interface ClosedFormSolution extends Model {
  /**
   * Returns what is summed over the examples, of a batch {@code [B, D]}, by name. It does not
   * depend on the parameters.
   */
  ImmutableMap<String, Operand<TFloat64>> moments(Ops tf, Operand<TFloat32> observations);

  /**
   * Returns the best parameters, each by its name; all of the model's parameters are among them. A
   * value that is not finite says that there are none.
   *
   * @param moments the sums over all examples
   * @param examples the number of examples
   */
  ImmutableMap<String, Operand<TFloat32>> solve(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> moments, long examples);

  /**
   * Returns what the solution is the best of, of observations {@code [B, D]}: one value each,
   * {@code [B]}, by the name that it is reported under.
   */
  ImmutableMap<String, Operand<TFloat32>> criterion(
      Ops tf, Operand<TFloat32> observations, Pass pass);
}
