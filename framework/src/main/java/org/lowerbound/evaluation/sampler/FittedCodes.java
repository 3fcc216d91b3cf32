package org.lowerbound.evaluation.sampler;

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
                  ? sampler.fit(all, codes.fitting(train, sampler.label()))
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
