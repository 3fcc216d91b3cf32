package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The two positive parameters α and β of a beta variable, in exp(±10) from two heads. */
final class ShapeParameters {
  private static final double CLIP = 0.001;

  /** α + β at first: of a mean of ½ it makes the uniform distribution. */
  private static final double CONCENTRATION = 2;

  private ShapeParameters() {}

  /** What log α and log β make. */
  @FunctionalInterface
  interface Made {
    Distribution of(Operand<TFloat32> logAlpha, Operand<TFloat32> logBeta);
  }

  /**
   * Returns a distribution with one α and one β for each value.
   *
   * @param outputBias {@link OutputBias#DATA_MEAN}: α/(α + β) is the training mean, clipped to
   *     [0.001, 0.999]
   */
  static Parameterization<Distribution> of(
      ObservedData observed, OutputBias outputBias, Made made) {
    Head logAlpha =
        new Head("logAlpha", observed.shape(), outputBias.of(observed, ShapeParameters::logOf));
    Head logBeta =
        new Head("logBeta", observed.shape(), outputBias.of(observed, mean -> logOf(1 - mean)));
    return Parameterization.of(
        ImmutableList.of(logAlpha, logBeta),
        (tf, outputs) ->
            made.of(
                DiagonalNormal.bounded(tf, outputs.get(0)),
                DiagonalNormal.bounded(tf, outputs.get(1))));
  }

  private static double logOf(double share) {
    return Math.log(CONCENTRATION * OutputBias.clip(share, CLIP));
  }
}
