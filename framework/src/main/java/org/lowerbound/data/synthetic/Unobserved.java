package org.lowerbound.data.synthetic;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Examples with no observed values: vectors of length 0. For models that fit q(z) to a density that
 * is given and not learned. An example is then no more than a batch entry with noise of its own.
 *
 * @param examples how many there are in the training split, and in the test split
 */
public record Unobserved(@Default("1000") @Interval(min = 1, max = 10_000_000) int examples)
    implements DatasetSpec {
  /** Checks the argument. */
  public Unobserved {
    Counts.checkAtLeast("examples", examples, 1, 10_000_000);
  }

  @Override
  public Dataset load(DataSource source) {
    Observations nothing = new Observations.Floats(new float[0], examples, 0);
    return Dataset.of(
        "none",
        Shape.of(0),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, nothing, Split.TEST, nothing),
        Optional.empty(),
        Optional.empty());
  }
}
