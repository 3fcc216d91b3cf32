package org.lowerbound.evaluation.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.SplitRunner;

/** A density that is fitted when somebody first draws from it. */
final class FittedCodes {
  private final FittedSampler sampler;
  private final TrainingCodes codes;
  private Optional<CodeDraws> draws = Optional.empty();

  FittedCodes(FittedSampler sampler, TrainingCodes codes) {
    this.sampler = sampler;
    this.codes = codes;
  }

  /**
   * Returns what codes are drawn from.
   *
   * @throws IllegalArgumentException if a code is not finite
   */
  CodeDraws draws(SplitRunner runner) {
    if (draws.isEmpty()) {
      SplitRunner train = runner.of(Split.TRAIN);
      double[][] all = codes.of(train);
      checkArgument(
          Arrays.stream(all).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite),
          "the sampler %s cannot be fitted: not all codes of the train split are finite",
          sampler.label());
      draws = Optional.of(sampler.fit(all, codes.fitting(train, sampler.label())));
    }
    return draws.get();
  }
}
