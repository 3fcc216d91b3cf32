package org.lowerbound.tools.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.tools.compare.SideRow;
import org.lowerbound.tools.text.SettingNames;

/**
 * A row of one of the results that are drawn.
 *
 * @param source the name of its result; empty if there is only one
 * @param row the row
 */
record PlotRow(String source, SideRow row) {
  /** Returns a setting's value, if the row has it. */
  Optional<JsonNode> setting(String path) {
    return Optional.ofNullable(row.overrides().get(path));
  }

  /** Returns a setting's value, if it is a number. */
  OptionalDouble number(String path) {
    return setting(path).filter(JsonNode::isNumber).stream()
        .mapToDouble(JsonNode::doubleValue)
        .findFirst();
  }

  /** Returns the row's result and some of its settings, in words; empty if there are none. */
  String name(Collection<String> paths) {
    Stream<String> settings =
        paths.stream()
            .flatMap(path -> setting(path).stream().map(v -> SettingNames.heading(path, v)));
    return Streams.concat(Stream.of(source).filter(s -> !s.isEmpty()), settings)
        .collect(Collectors.joining(", "));
  }

  /** Returns all of its settings in words, for messages. */
  String label() {
    return source.isEmpty() ? row.label() : source + ": " + row.label();
  }

  /** Returns a column's mean over the completed trials, if there is one. */
  Optional<Mean> mean(String column) {
    return row.numbers().containsKey(column)
        ? Optional.of(row.mean(column)).filter(mean -> Double.isFinite(mean.value()))
        : Optional.empty();
  }

  /** Returns how many trials a column's mean is over. */
  int trials(String column) {
    return row.numbers().get(column).size();
  }

  /** Returns the numbers that publications report of a column, by their source. */
  ImmutableMap<String, Double> published(String column) {
    return row.published().stream()
        .filter(number -> number.metric().equals(column))
        .collect(ImmutableMap.toImmutableMap(n -> n.source(), n -> n.value(), (a, b) -> a));
  }
}
