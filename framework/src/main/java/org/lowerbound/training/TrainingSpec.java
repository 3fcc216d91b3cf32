package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.schedule.Span;
import org.lowerbound.schedule.Time;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How long and in what portions to train.
 *
 * @param batchSize B; each epoch is shuffled, and examples that do not fill a last batch sit it out
 * @param epochs the length in passes over the training split; this or {@code steps}
 * @param steps the length in updates; this or {@code epochs}
 * @param clipNorm the global norm above which gradients are scaled down to it (Pascanu et al. 2013,
 *     algorithm 1); none by default
 * @param nonFiniteLimit how many steps with a loss or gradient that is not finite are skipped
 *     before the trial counts as diverged
 * @param validateEvery how many epochs lie between two looks at the validation split; 0 for none
 * @param average the decay of a moving average of the model's parameters, which validation, metrics
 *     and figures then use in their place; training goes on with the parameters themselves. None by
 *     default
 * @param keep which of its states is the trained model: the last, which is the default and left
 *     out, or the best on the validation split
 * @param patience how many looks at the validation split in a row, once all schedules of model and
 *     objective have settled, may be no better than the best before them; then the training ends.
 *     None by default
 */
public record TrainingSpec(
    @Default("100") @Interval(min = 1) int batchSize,
    @Interval(min = 1) Optional<Integer> epochs,
    @Interval(min = 1) Optional<Long> steps,
    @Interval(above = 0) Optional<Double> clipNorm,
    @Default("10") @Interval(min = 0) int nonFiniteLimit,
    @Default("1") @Interval(min = 0) int validateEvery,
    @Interval(above = 0, below = 1) Optional<Double> average,
    Optional<Keep> keep,
    @Interval(min = 1) Optional<Integer> patience) {
  /** Checks the arguments. */
  public TrainingSpec {
    keep = keep.filter(kept -> kept != Keep.LAST); // One way to say it, and one identity.
    checkArgument(batchSize > 0, "batchSize must be positive but is %s", batchSize);
    checkArgument(
        epochs.isPresent() != steps.isPresent(),
        "the length of the training is given either in \"epochs\" or in \"steps\"");
    epochs.ifPresent(e -> checkArgument(e > 0, "epochs must be positive but is %s", e));
    steps.ifPresent(s -> checkArgument(s > 0, "steps must be positive but is %s", s));
    clipNorm.ifPresent(TrainingSpec::checkClipNorm);
    average.ifPresent(TrainingSpec::checkAverage);
    patience.ifPresent(
        looks -> checkArgument(looks > 0, "patience must be positive but is %s", looks));
    checkArgument(
        nonFiniteLimit >= 0, "nonFiniteLimit must not be negative but is %s", nonFiniteLimit);
    checkArgument(
        validateEvery >= 0, "validateEvery must not be negative but is %s", validateEvery);
  }

  /** Makes a training that ends at its length, and keeps its last state. */
  public TrainingSpec(
      int batchSize,
      Optional<Integer> epochs,
      Optional<Long> steps,
      Optional<Double> clipNorm,
      int nonFiniteLimit,
      int validateEvery,
      Optional<Double> average) {
    this(
        batchSize,
        epochs,
        steps,
        clipNorm,
        nonFiniteLimit,
        validateEvery,
        average,
        Optional.empty(),
        Optional.empty());
  }

  /** Makes the same without an average. */
  public TrainingSpec(
      int batchSize,
      Optional<Integer> epochs,
      Optional<Long> steps,
      Optional<Double> clipNorm,
      int nonFiniteLimit,
      int validateEvery) {
    this(batchSize, epochs, steps, clipNorm, nonFiniteLimit, validateEvery, Optional.empty());
  }

  private static void checkAverage(double decay) {
    checkArgument(
        decay > 0 && decay < 1,
        "average, the decay of the moving average of the parameters, must be above 0 and below 1"
            + " but is %s; 0.999 averages over about a thousand steps",
        decay);
  }

  /** It becomes a 32-bit float, where it may be neither 0 nor infinite. */
  private static void checkClipNorm(double limit) {
    checkArgument(limit > 0, "clipNorm must be positive but is %s", limit);
    checkArgument(
        (float) limit >= Float.MIN_NORMAL && Float.isFinite((float) limit),
        "clipNorm must lie in %s … %s, the range of 32-bit floats, but is %s",
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        limit);
  }

  /** Returns the number of updates in one pass over {@code examples} examples. */
  public long stepsPerEpoch(int examples) {
    checkArgument(
        batchSize <= examples,
        "batchSize %s is larger than the training split of %s examples",
        batchSize,
        examples);
    return examples / batchSize;
  }

  /** Returns whether the state that was best on the validation split is kept. */
  public boolean keepsBest() {
    return keep.isPresent();
  }

  /** Returns whether looks at the validation split decide when it ends, or what is kept. */
  public boolean watches() {
    return keepsBest() || patience.isPresent();
  }

  /** Returns the number of updates of the whole training, if nothing ends it before. */
  public long totalSteps(int examples) {
    return steps.orElseGet(() -> epochs.orElseThrow() * stepsPerEpoch(examples));
  }

  /** Returns the time of the last step, if nothing ends the training before. */
  public Time end(int examples) {
    return new Time(totalSteps(examples) - 1, stepsPerEpoch(examples));
  }

  /** Returns the length as the configuration gave it. */
  public Span length() {
    return steps.map(Span::ofSteps).orElseGet(() -> Span.ofEpochs(epochs.orElseThrow()));
  }
}
