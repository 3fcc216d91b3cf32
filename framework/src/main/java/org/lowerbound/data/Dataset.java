package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Observations in fixed splits, loaded and ready.
 *
 * @param name the type name of the data set, e.g. {@code mnist}
 * @param observationShape the shape of one observation: {@code [height, width, channels]} for
 *     images, {@code [dimension]} else
 * @param kind what the stored values are
 * @param drawnAtEachUse whether the stored values are grey levels from which a binary observation
 *     is drawn at every use ("dynamic binarisation"), with the level as the probability of a 1
 * @param splits the observations; {@link Split#VALIDATION} may be missing
 * @param fingerprint SHA-256, in hexadecimal, of all that decides the observations
 * @param trainMean the mean of the training observations for each dimension, as observed values:
 *     grey levels on [0, 1], binary values as frequencies; values drawn at each use have their
 *     expectation
 * @param exactDensity the true density, if it is known
 * @param factors the generative factors, if they are known
 */
public record Dataset(
    String name,
    Shape observationShape,
    ValueKind kind,
    boolean drawnAtEachUse,
    ImmutableMap<Split, Observations> splits,
    String fingerprint,
    ImmutableDoubleArray trainMean,
    Optional<ExactDensity> exactDensity,
    Optional<Factors> factors) {
  /** Checks that the parts agree. */
  public Dataset {
    checkArgument(
        splits.containsKey(Split.TRAIN) && splits.containsKey(Split.TEST),
        "data set %s must have the splits train and test but has %s",
        name,
        splits.keySet());
    checkArgument(
        !drawnAtEachUse || kind == ValueKind.GREY,
        "data set %s: only grey levels can be binarised at each use",
        name);
    for (Observations observations : splits.values()) {
      checkArgument(
          observations.dimension() == observationShape.size(),
          "data set %s: observations of %s values do not have the shape %s",
          name,
          observations.dimension(),
          observationShape);
    }
  }

  /** Makes a data set whose fingerprint is computed from all that it holds. */
  public static Dataset of(
      String name,
      Shape observationShape,
      ValueKind kind,
      boolean drawnAtEachUse,
      ImmutableMap<Split, Observations> splits,
      Optional<ExactDensity> exactDensity,
      Optional<Factors> factors) {
    return new Dataset(
        name,
        observationShape,
        kind,
        drawnAtEachUse,
        splits,
        Fingerprint.of(observationShape, kind, drawnAtEachUse, splits, factors),
        mean(splits.get(Split.TRAIN), kind),
        exactDensity,
        factors);
  }

  /** Returns what a model sees: binary if a binary observation is drawn at each use. */
  public ValueKind observedKind() {
    return drawnAtEachUse ? ValueKind.BINARY : kind;
  }

  /** Returns the number of values of one observation. */
  public int dimension() {
    return (int) observationShape.size();
  }

  private static ImmutableDoubleArray mean(Observations observations, ValueKind kind) {
    double[] mean = new double[observations.dimension()];
    for (int row = 0; row < observations.count(); row++) {
      for (int column = 0; column < mean.length; column++) {
        mean[column] += observations.value(kind, row, column);
      }
    }
    for (int column = 0; column < mean.length; column++) {
      mean[column] /= observations.count();
    }
    return ImmutableDoubleArray.copyOf(mean);
  }
}
