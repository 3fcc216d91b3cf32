package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;

/** The columns that every trial fills, whatever its metrics; they are of no split. */
public final class TrialColumns {
  /** The size of the model. */
  public static final Column PARAMETERS =
      new Column("parameters", "", Better.NEITHER, "Trainable values of the model");

  /** How often a step was not made. */
  public static final Column SKIPPED_STEPS =
      new Column(
          "skipped-steps",
          "steps",
          Better.LOWER,
          "Steps that were not made because the loss or a gradient was not finite");

  /** All of them. */
  public static final ImmutableList<Column> ALL = ImmutableList.of(PARAMETERS, SKIPPED_STEPS);

  private TrialColumns() {}
}
