package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.network.Pass;
import org.tensorflow.op.Ops;

/** The prior p(z). */
@FunctionalInterface
public interface Prior {
  /** Returns p(z) as nodes of the graph. */
  Distribution distribution(Ops tf, Pass pass);
}
