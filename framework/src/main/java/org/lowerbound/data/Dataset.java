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
 * @param freshDraw what is drawn from the stored values, then grey levels, at every use
 * @param splits the observations; {@link Split#VALIDATION} may be missing
 * @param fingerprint SHA-256, in hexadecimal, of all that decides the observations
 * @param trainMean the mean of the training observations for each dimension, as observed values:
 *     grey levels on [0, 1], binary values as frequencies; values drawn at each use have their
 *     expectation
 * @param exactDensity the true density of the raw values, if it is known
 * @param factors the generative factors, if they are known
 * @param labels the classes of the observations, if they were asked for
 * @param standardization how the stored values came from the user's, if they are not the same
 */
public record Dataset(
    String name,
    Shape observationShape,
    ValueKind kind,
    FreshDraw freshDraw,
    ImmutableMap<Split, Observations> splits,
    String fingerprint,
    ImmutableDoubleArray trainMean,
    Optional<ExactDensity> exactDensity,
    Optional<Factors> factors,
    Optional<Labels> labels,
    Optional<Standardization> standardization) {
  /** Checks that the parts agree. */
  public Dataset {
    checkArgument(
        splits.containsKey(Split.TRAIN) && splits.containsKey(Split.TEST),
        "data set %s must have the splits train and test but has %s",
        name,
        splits.keySet());
    checkArgument(
        freshDraw == FreshDraw.NOTHING || kind == ValueKind.GREY,
        "data set %s: only from grey levels can something be drawn at each use, but the values are"
            + " %s",
        name,
        kind.description());
    for (Observations observations : splits.values()) {
      checkArgument(
          observations.dimension() == observationShape.size(),
          "data set %s: observations of %s values do not have the shape %s",
          name,
          observations.dimension(),
          observationShape);
    }
    labels.ifPresent(given -> checkLabels(name, splits, given));
    if (standardization.isPresent()) {
      checkArgument(
          kind == ValueKind.REAL,
          "data set %s: real values are standardised, but the values are %s",
          name,
          kind.description());
      checkArgument(
          standardization.get().mean().length() == observationShape.size(),
          "data set %s: a standardisation of %s values does not have the shape %s",
          name,
          standardization.get().mean().length(),
          observationShape);
    }
  }

  private static void checkLabels(
      String name, ImmutableMap<Split, Observations> splits, Labels labels) {
    checkArgument(
        labels.numbers().keySet().equals(splits.keySet()),
        "data set %s: the splits are %s, but those with labels %s",
        name,
        splits.keySet(),
        labels.numbers().keySet());
    splits.forEach(
        (split, observations) ->
            checkArgument(
                labels.numbers().get(split).length == observations.count(),
                "data set %s: the %s observations of the %s split have %s labels",
                name,
                observations.count(),
                split.label(),
                labels.numbers().get(split).length));
  }

  /** Makes a data set without labels whose fingerprint is computed from all that it holds. */
  public static Dataset of(
      String name,
      Shape observationShape,
      ValueKind kind,
      FreshDraw freshDraw,
      ImmutableMap<Split, Observations> splits,
      Optional<ExactDensity> exactDensity,
      Optional<Factors> factors) {
    return new Dataset(
        name,
        observationShape,
        kind,
        freshDraw,
        splits,
        Fingerprint.of(observationShape, kind, freshDraw, splits, factors),
        mean(splits.get(Split.TRAIN), kind, freshDraw),
        exactDensity,
        factors,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the same observations with labels, which the fingerprint then covers, too. */
  public Dataset withLabels(Labels given) {
    return new Dataset(
        name,
        observationShape,
        kind,
        freshDraw,
        splits,
        Fingerprint.of(fingerprint, given),
        trainMean,
        exactDensity,
        factors,
        Optional.of(given),
        standardization);
  }

  /**
   * Returns the same stored values y, as those of raw values x = m + s y: likelihoods are then
   * those of x, and all that a model gives is in the units of x. The fingerprint covers it.
   */
  public Dataset withStandardization(Standardization given) {
    return new Dataset(
        name,
        observationShape,
        kind,
        freshDraw,
        splits,
        Fingerprint.of(fingerprint, given),
        trainMean,
        exactDensity,
        factors,
        labels,
        Optional.of(given));
  }

  /** Returns what a model sees: what is drawn at each use, if something is. */
  public ValueKind observedKind() {
    return freshDraw.observedKind(kind);
  }

  /** Returns one value as the user gave it, before it was standardised. */
  public double rawValue(Split split, int row, int column) {
    return rawValue(splits.get(split), row, column);
  }

  /**
   * Returns the same of observations that were read of a split.
   *
   * @param row among those
   */
  public double rawValue(Observations read, int row, int column) {
    double stored = read.value(kind, row, column);
    return standardization.isPresent() ? standardization.get().raw(column, stored) : stored;
  }

  /** Returns the number of values of one observation. */
  public int dimension() {
    return (int) observationShape.size();
  }

  private static ImmutableDoubleArray mean(
      Observations observations, ValueKind kind, FreshDraw freshDraw) {
    double[] mean = new double[observations.dimension()];
    for (Observations part : observations.parts()) {
      for (int row = 0; row < part.count(); row++) {
        for (int column = 0; column < mean.length; column++) {
          mean[column] += part.value(kind, row, column);
        }
      }
    }
    for (int column = 0; column < mean.length; column++) {
      mean[column] = freshDraw.expectation(mean[column] / observations.count());
    }
    return ImmutableDoubleArray.copyOf(mean);
  }
}
