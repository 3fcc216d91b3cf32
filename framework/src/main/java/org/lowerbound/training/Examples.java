package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.Standardization;

/**
 * Observations in their own units: grey levels on [0, 1], bits as 0 and 1, real values as the user
 * gave them, not standardised.
 *
 * @param observations {@code [N, D]}
 * @param labels {@code [N]}, class numbers from 0, if they are known
 */
public record Examples(Matrix observations, Optional<ImmutableIntArray> labels) {
  /** Checks that there is a label for each observation. */
  public Examples {
    labels.ifPresent(
        given ->
            checkArgument(
                given.length() == observations.rows(),
                "%s observations have %s labels",
                observations.rows(),
                given.length()));
  }

  /** Makes examples without labels. */
  public static Examples of(Matrix observations) {
    return new Examples(observations, Optional.empty());
  }

  /**
   * Returns a split as the metrics of a trial see it: what is drawn at each use in training, a
   * binary image from grey levels for instance, is drawn once, from the trial's seed. Standardised
   * values are turned back into raw ones, in 32 bits.
   *
   * @throws IllegalArgumentException if the data set has no such split
   */
  public static Examples of(Dataset dataset, Split split, long seed) {
    checkArgument(
        dataset.splits().containsKey(split),
        "the data set %s has no split %s; it has %s",
        dataset.name(),
        split.label(),
        String.join(", ", dataset.splits().keySet().stream().map(Split::label).toList()));
    EvaluationTable table = new EvaluationTable(dataset, ImmutableSet.of(split), seed);
    Matrix seen = observed(table.observations(), (float) dataset.observedKind().scale());
    return new Examples(
        dataset.standardization().map(given -> raw(seen, given)).orElse(seen),
        dataset.labels().map(labels -> ImmutableIntArray.copyOf(table.labels(labels))));
  }

  private static Matrix raw(Matrix seen, Standardization standardization) {
    float[] values = new float[seen.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) standardization.raw(i % seen.columns(), seen.values()[i]);
    }
    return new Matrix(values, seen.rows(), seen.columns());
  }

  /** In 32 bits, as the table in a graph does it. */
  private static Matrix observed(Observations stored, float scale) {
    float[] values = new float[Math.multiplyExact(stored.count(), stored.dimension())];
    int end = 0;
    for (Observations.InMemory part : stored.parts()) {
      if (part instanceof Observations.Bytes bytes) {
        for (byte level : bytes.values()) {
          values[end++] = (level & 0xFF) * scale;
        }
      } else if (part instanceof Observations.Floats floats) {
        for (float value : floats.values()) {
          values[end++] = value * scale;
        }
      }
    }
    return new Matrix(values, stored.count(), stored.dimension());
  }

  /** Returns the number of examples. */
  public int count() {
    return observations.rows();
  }

  /** Returns some of the examples, in the order given. */
  public Examples select(int... rows) {
    return new Examples(
        observations.select(rows),
        labels.map(given -> ImmutableIntArray.copyOf(IntStream.of(rows).map(given::get))));
  }
}
