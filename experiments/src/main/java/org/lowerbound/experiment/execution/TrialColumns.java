package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;

/** The columns that every trial fills, whatever its metrics. */
final class TrialColumns {
  static final Column PARAMETERS =
      new Column("parameters", "", Better.NEITHER, "Trainable values of the model");

  static final Column SKIPPED_STEPS =
      new Column(
          "skipped-steps",
          "steps",
          Better.LOWER,
          "Steps that were not made because the loss or a gradient was not finite");

  static final ImmutableList<Column> ALL = ImmutableList.of(PARAMETERS, SKIPPED_STEPS);

  private TrialColumns() {}
}
