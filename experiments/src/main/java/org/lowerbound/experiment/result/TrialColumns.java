package org.lowerbound.experiment.result;

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

  /**
   * How long all steps took, for a table that asks for it by name. It is another each time, and
   * tables of the same trials are to be the same where nobody asks.
   */
  public static final Column TRAINING_SECONDS =
      new Column(
          "training-seconds",
          "s",
          Better.LOWER,
          "Time of the training, from the first step to the last, with the looks at the validation"
              + " split between them");

  /** No metric may take these names. */
  public static final ImmutableList<Column> ALL =
      ImmutableList.of(PARAMETERS, SKIPPED_STEPS, BEST_EPOCH, TRAINING_SECONDS);

  private TrialColumns() {}

  /** Returns those that a trial fills without being asked. */
  public static ImmutableList<Column> of(TrainingSpec training) {
    return training.watches()
        ? ImmutableList.of(PARAMETERS, SKIPPED_STEPS, BEST_EPOCH)
        : ImmutableList.of(PARAMETERS, SKIPPED_STEPS);
  }
}
