package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.training.TrainingSpec;

/** The columns that trials fill whatever their metrics; they are of no split. */
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

  /** Of trials that follow their validation split; no other fills it. */
  public static final Column BEST_EPOCH =
      new Column(
          "best-epoch",
          "epochs",
          Better.NEITHER,
          "Epochs after which the validation split was fitted best");

  /** No metric may take these names. */
  public static final ImmutableList<Column> ALL =
      ImmutableList.of(PARAMETERS, SKIPPED_STEPS, BEST_EPOCH);

  private TrialColumns() {}

  /** Returns those that a trial fills. */
  public static ImmutableList<Column> of(TrainingSpec training) {
    return training.watches()
        ? ALL
        : ALL.stream().filter(column -> !column.equals(BEST_EPOCH)).collect(toImmutableList());
  }
}
