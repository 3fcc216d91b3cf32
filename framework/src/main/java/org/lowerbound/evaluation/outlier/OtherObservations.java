package org.lowerbound.evaluation.outlier;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.random.RandomStream;

/** Observations of another data set, made into what a trial's model sees of its own. */
public final class OtherObservations {
  private OtherObservations() {}

  /**
   * Checks that observations of the two are of one form.
   *
   * @throws IllegalArgumentException if not; the message says in what they differ
   */
  public static void checkFits(Dataset own, Dataset other) {
    checkArgument(
        own.observationShape().equals(other.observationShape()),
        "an observation of %s has the shape %s, but one of %s has %s",
        other.name(),
        other.observationShape(),
        own.name(),
        own.observationShape());
    checkArgument(
        own.observedKind() == other.observedKind() && own.freshDraw() == other.freshDraw(),
        "the values of %s are %s, %s, and those of %s are %s, %s; the same \"binarization\" and"
            + " \"dequantize\" in \"against\" as in \"dataset\" work",
        other.name(),
        other.observedKind().description(),
        drawn(other),
        own.name(),
        own.observedKind().description(),
        drawn(own));
  }

  private static String drawn(Dataset dataset) {
    return switch (dataset.freshDraw()) {
      case NOTHING -> "as they are stored";
      case BINARIZATION -> "drawn from grey levels";
      case DEQUANTIZATION -> "with noise";
    };
  }

  /**
   * Returns some rows of the other's test split: what is drawn at each use is drawn once, and real
   * values are standardised by the trial's own means and scales.
   *
   * @return {@code [rows, D]}, as networks see them
   */
  public static float[] values(Dataset own, Dataset other, int[] rows, RandomStream stream) {
    Observations chosen =
        own.standardization().isPresent() || other.standardization().isPresent()
            ? restandardized(own, other, rows)
            : other.freshDraw().draw(other.splits().get(Split.TEST).read(rows), stream);
    float[] values = new float[Math.multiplyExact(rows.length, own.dimension())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float) chosen.value(other.observedKind(), i / own.dimension(), i % own.dimension());
    }
    return values;
  }

  /** Returns so many rows of a split, drawn at random, in their order. */
  public static int[] chosen(int rows, int count, RandomStream stream) {
    return Arrays.stream(stream.permutation(rows)).limit(count).sorted().toArray();
  }

  private static Observations restandardized(Dataset own, Dataset other, int[] rows) {
    Observations stored = other.splits().get(Split.TEST).read(rows);
    if (own.standardization().isPresent()) {
      return own.standardization()
          .get()
          .apply(rows.length, (row, column) -> other.rawValue(stored, row, column));
    }
    float[] raw = new float[Math.multiplyExact(rows.length, own.dimension())];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (float) other.rawValue(stored, i / own.dimension(), i % own.dimension());
    }
    return new Observations.Floats(raw, rows.length, own.dimension());
  }
}
