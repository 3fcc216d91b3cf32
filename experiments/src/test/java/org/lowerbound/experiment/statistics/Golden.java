package org.lowerbound.experiment.statistics;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.util.List;

/**
 * A value of SciPy's, made by {@code tools/golden/comparisons.py}.
 *
 * @param test what was computed
 * @param data of which numbers
 * @param option a further argument
 * @param value what came out
 */
@SuppressWarnings("ArrayRecordComponent") // Read, and compared with.
record Golden(String test, double[] data, String option, double[] value) {
  /** Returns the values of one kind. */
  static ImmutableList<Golden> of(String test) throws IOException {
    return Resources.readLines(Resources.getResource(Golden.class, "comparisons.csv"), UTF_8)
        .stream()
        .skip(2)
        .map(line -> Splitter.on(',').splitToList(line))
        .filter(fields -> fields.get(0).equals(test))
        .map(Golden::parse)
        .collect(toImmutableList());
  }

  private static Golden parse(List<String> fields) {
    return new Golden(fields.get(0), numbers(fields.get(1)), fields.get(2), numbers(fields.get(3)));
  }

  private static double[] numbers(String text) {
    return Splitter.on(' ').splitToStream(text).mapToDouble(Double::parseDouble).toArray();
  }
}
