package org.lowerbound.data;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.tensorflow.ndarray.Shape;

/**
 * Observations that say nothing: each is a single 0. For models that fit q(z) to a density that is
 * given and not learned. An example is then no more than a batch entry with noise of its own.
 *
 * @param examples how many there are in the training split, and in the test split
 */
public record NoData(@Default("1000") int examples) implements DatasetSpec {
  /** Checks the argument. */
  public NoData {
    Counts.checkAtLeast("examples", examples, 1, 10_000_000);
  }

  @Override
  public Dataset load(DataSource source) {
    Observations zeros = new Observations.Floats(new float[examples], examples, 1);
    return Dataset.of(
        "none",
        Shape.of(1),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, zeros, Split.TEST, zeros),
        Optional.empty(),
        Optional.empty());
  }
}
