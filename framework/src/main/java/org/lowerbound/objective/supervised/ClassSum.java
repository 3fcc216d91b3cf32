package org.lowerbound.objective.supervised;

import com.google.common.collect.Range;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/** How the expectation over q(y | x) is taken where a label is unknown. */
public sealed interface ClassSum {
  /** The sum over all classes: the bound is exact in y, and each class is a run of the decoder. */
  record Exact() implements ClassSum {}

  /**
   * One draw of a relaxed class, softmax((log q(y | x) + g) / λ) for Gumbel noise g (Maddison et
   * al. 2017; Jang et al. 2017), which the networks are given in place of a one-hot one: as cheap
   * as a single class. They are then trained at points inside the simplex, and what is maximised is
   * no bound.
   *
   * @param temperature λ over the training
   */
  record Relaxed(@Default("0.6666667") @Interval(min = 0.01, max = 100) Schedule temperature)
      implements ClassSum {
    /** Checks the temperature. */
    public Relaxed {
      // Below it, differences of logits divided by the temperature overflow in 32 bits.
      Schedule.checkWithin(
          temperature, "temperature", Range.closed(0.01, 100.0), "lie between 0.01 and 100");
    }
  }
}
