package org.lowerbound.model;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A model with distributions over its parameters, q(z) q(θ₁) q(θ₂) …, each of which is set to its
 * best in closed form while the others stay (coordinate ascent; Attias 1999, Beal 2003). What a
 * graph has as parameters are those of the q(θ).
 */
public interface VariationalBayes extends Model {
  /**
   * Returns the expected sufficient statistics of observations {@code [B, D]} under the best q(z)
   * at the current q(θ), each by its name and summed over the batch.
   */
  ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat32> observations, Pass pass);

  /**
   * Returns the parameters after one update of every q(θ), one after the other, each by its name.
   *
   * @param statistics the sums over all examples, which were taken at the parameters of now
   * @param examples the number of examples
   */
  ImmutableMap<String, Operand<TFloat32>> ascend(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> statistics, long examples);

  /**
   * Returns the part of each observation {@code [B, D]} in the lower bound on log p(X), in nats,
   * {@code [B]}: E log p(x, z | θ) − E log q(z) at the best q(z), less its share of KL(q(θ) ‖
   * p(θ)). The sum over all examples of the training split is the bound itself.
   *
   * @param examples the number of examples of the training split, among which the KL is shared
   */
  Operand<TFloat32> bound(Ops tf, Operand<TFloat32> observations, long examples);
}
