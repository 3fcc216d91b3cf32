package org.lowerbound.model;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A model whose expected complete-data log-likelihood is maximised in closed form (Dempster, Laird
 * and Rubin 1977): the E step is a sum over the examples, the M step a function of the sums.
 */
public interface ExpectationMaximization extends ExactEvidence {
  /** Returns the nodes of the parameters, each by its name. */
  ImmutableMap<String, Operand<TFloat32>> parameters();

  /**
   * Returns the expected sufficient statistics of observations {@code [B, D]} under the posterior
   * at the current parameters, each by its name and summed over the batch.
   */
  ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat32> observations, Pass pass);

  /**
   * Returns the parameters of the maximum, each by its name; all of the model's parameters are
   * among them. A value that is not finite says that there is no maximum.
   *
   * @param statistics the sums over all examples, which were taken at the parameters of now
   * @param examples the number of examples
   */
  ImmutableMap<String, Operand<TFloat32>> maximize(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> statistics, long examples);
}
