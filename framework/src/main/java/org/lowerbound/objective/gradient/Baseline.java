package org.lowerbound.objective.gradient;

import java.util.Optional;
import org.lowerbound.objective.ObjectiveScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a score-function gradient subtracts from its learning signal to lower its variance. */
public interface Baseline {
  /**
   * Centres a signal.
   *
   * @param signal {@code [M, B]}, nats, without a gradient
   */
  Centered center(Ops tf, Operand<TFloat32> signal, ObjectiveScope scope);

  /**
   * A centred signal.
   *
   * @param signal {@code [M, B]}
   * @param loss scalar, minimised by the baseline's own parameters, if it has any
   */
  record Centered(Operand<TFloat32> signal, Optional<Operand<TFloat32>> loss) {}

  /** No baseline: for comparison. */
  record None() implements Baseline {
    @Override
    public Centered center(Ops tf, Operand<TFloat32> signal, ObjectiveScope scope) {
      return new Centered(signal, Optional.empty());
    }
  }
}
