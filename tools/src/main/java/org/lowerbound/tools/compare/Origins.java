package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.result.ProvenanceSummary;

/** In what two tables were made differently. */
public final class Origins {
  private Origins() {}

  /** Returns e.g. {@code processor: A then, B now}, a line for each difference, as far as told. */
  public static ImmutableList<String> differences(ProvenanceSummary then, ProvenanceSummary now) {
    return Facts.of(then).differences(Facts.of(now)).stream()
        .map(
            difference ->
                "%s: %s then, %s now"
                    .formatted(
                        difference.what(),
                        Differing.text(difference.a()),
                        Differing.text(difference.b())))
        .collect(toImmutableList());
  }
}
