package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.tensorflow.ndarray.Shape;

/**
 * What a model is told about the observations when it is built.
 *
 * @param shape the shape of one observation before flattening
 * @param kind what its values are
 * @param mean the mean of the training split, value by value, last index fastest
 * @param classes the number of classes of the labels that come with the observations; 0 if none do
 * @param standardization how the values came from the user's, if they are not the same
 */
public record ObservedData(
    Shape shape,
    ValueKind kind,
    ImmutableDoubleArray mean,
    int classes,
    Optional<Standardization> standardization) {
  /** Checks the arguments. */
  public ObservedData {
    checkArgument(
        shape.size() == mean.length(),
        "a mean of %s values does not have the shape %s",
        mean.length(),
        shape);
    checkArgument(classes >= 0, "the number of classes must not be negative but is %s", classes);
    int dimension = mean.length();
    standardization.ifPresent(
        given ->
            checkArgument(
                given.mean().length() == dimension,
                "a standardisation of %s values is not one of observations with %s",
                given.mean().length(),
                dimension));
  }

  /** Makes what a model is told about observations that are seen as they are. */
  public ObservedData(Shape shape, ValueKind kind, ImmutableDoubleArray mean, int classes) {
    this(shape, kind, mean, classes, Optional.empty());
  }

  /** Makes what a model is told about observations without labels. */
  public ObservedData(Shape shape, ValueKind kind, ImmutableDoubleArray mean) {
    this(shape, kind, mean, 0);
  }

  /**
   * Checks that labels come with the observations.
   *
   * @param model what needs them, for the message
   * @throws IllegalArgumentException if there are none; the message says what would work
   */
  public void checkLabeled(String model) {
    checkArgument(
        classes > 0,
        "%s needs labels, but the data set gives none; \"labels\": true gives them with mnist,"
            + " fashion-mnist and sprites",
        model);
  }

  /** Returns the way from the values that a model sees to the raw ones, and back. */
  public RawUnits units() {
    return new RawUnits(standardization);
  }

  /** Returns the mean of the training split in raw values. */
  public ImmutableDoubleArray rawMean() {
    return standardization
        .map(
            given ->
                ImmutableDoubleArray.copyOf(
                    IntStream.range(0, mean.length())
                        .mapToDouble(column -> given.raw(column, mean.get(column)))))
        .orElse(mean);
  }

  /** Returns the number of values of one observation. */
  public int dimension() {
    return mean.length();
  }
}
