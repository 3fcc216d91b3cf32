package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.stream.Stream;

/**
 * One list of points that a sweep goes through; axes multiply.
 *
 * @param where its place in the sweep file, such as {@code axes[0]}
 * @param source as the file wrote it
 * @param points at least one, all with the same labels' names
 */
record Axis(String where, JsonNode source, ImmutableList<AxisPoint> points) {
  /** Returns the names of its labels: paths, or {@code case}. */
  ImmutableSet<String> names() {
    return points.get(0).labels().keySet();
  }

  /** Returns, in their one spelling, the paths of all that some point of the axis sets. */
  ImmutableSet<String> varied() {
    return Stream.concat(
            names().stream().map(name -> OverridePath.parse(name).normalized()),
            points.stream()
                .flatMap(point -> point.assignments().stream())
                .flatMap(assignment -> assignment.leaves().stream()))
        .collect(ImmutableSet.toImmutableSet());
  }
}
