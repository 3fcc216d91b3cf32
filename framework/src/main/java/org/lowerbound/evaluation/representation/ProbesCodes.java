package org.lowerbound.evaluation.representation;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.Target;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/** A metric that is a probe, fitted to codes of the training split. */
interface ProbesCodes extends Metric, ReadsSplits, ReadsLabels {
  /** Returns the probe. */
  Probe probe();

  @Override
  default ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }

  @Override
  default void checkFits(Dataset dataset) {
    probe().curve().checkFits(Target.of(dataset, target(), TypeNames.of(this)));
  }

  @Override
  default Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    return probe().build(tf, graph, who, Target.of(graph.dataset(), target(), who));
  }
}
