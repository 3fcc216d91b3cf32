package org.lowerbound.model.autoregressive;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.model.Autoregression;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.RawUnits;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A {@link MultiScale} model in a graph. It is not drawn from given the first rows: the small image
 * comes first, so that given more than its pixels of these rows its rest has no closed form.
 *
 * @param grid the pixels of the small image
 * @param small p(x_s)
 * @param large the factors of x given x_s
 * @param known the places of the grid in x
 * @param units those of the observations
 */
record MultiScaleModel(
    PixelGrid grid,
    AutoregressiveModel.InPass small,
    GivenSmall large,
    ImmutableSet<Integer> known,
    RawUnits units)
    implements ExactEvidence, Generating {
  /** The distribution of images given small ones, as a pass sees it. */
  @FunctionalInterface
  interface GivenSmall {
    /**
     * Returns one distribution for each small image.
     *
     * @param small {@code [rows, values of the grid]}
     */
    Autoregression of(Ops tf, Operand<TFloat32> small, Pass pass);
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat32> ofGrid = grid.of(tf, observations);
    Operand<TFloat32> logProb =
        tf.math.add(
            small.in(pass).logProb(tf, ofGrid),
            large.of(tf, ofGrid, pass).logProbOfOthers(tf, observations, known)); // [B]
    return units.logDensity(tf, logProb);
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> ofGrid = // [count, values of the grid]
        AutoregressiveModel.drawn(tf, small.in(pass), noise, count);
    return large.of(tf, ofGrid, pass).drawOthers(tf, grid.spread(tf, ofGrid), known, noise);
  }
}
