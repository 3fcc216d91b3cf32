package org.lowerbound.evaluation.sampler;

import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.SplitRunner;

/** A density that is fitted when somebody first draws from it. */
final class FittedCodes {
  private final String label;
  private final FittedSampler.Fit fit;
  private final TrainingCodes codes;
  private Optional<CodeDraws> draws = Optional.empty();

  /**
   * Prepares one.
   *
   * @param label names its random numbers
   */
  FittedCodes(String label, FittedSampler.Fit fit, TrainingCodes codes) {
    this.label = label;
    this.fit = fit;
    this.codes = codes;
  }

  /** Returns what codes are drawn from; if a training code is not finite, no draw is. */
  CodeDraws draws(SplitRunner runner) {
    if (draws.isEmpty()) {
      SplitRunner train = runner.of(Split.TRAIN);
      double[][] all = codes.of(train);
      boolean finite =
          Arrays.stream(all).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
      draws =
          Optional.of(
              finite
                  ? fit.to(runner, all, codes.fitting(train, label))
                  : CodeDraws.oneByOne(stream -> notFinite(all[0].length)));
    }
    return draws.get();
  }

  private static double[] notFinite(int latents) {
    double[] code = new double[latents];
    Arrays.fill(code, Double.NaN);
    return code;
  }
}
