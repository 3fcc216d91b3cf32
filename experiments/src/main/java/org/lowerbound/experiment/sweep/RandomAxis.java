package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.ConfigPaths;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;

/**
 * An axis whose points are drawn at random, as the file has it.
 *
 * <p>Each path has a stream of its own, a function of the axis's seed and the path: a larger count
 * keeps the first points, and a path that is added or taken away leaves the draws of the others as
 * they were. A point that has been drawn before is left out.
 *
 * @param random for each path what its values are drawn from
 * @param count how many points
 * @param seed of the draws
 */
record RandomAxis(ImmutableMap<String, JsonNode> random, int count, @Default("0") long seed) {
  /** The key that makes an axis one of this kind. */
  static final String KEY = "random";

  /** So many points in a row that have all been drawn before, and there are no others. */
  private static final int MOST_REPEATS = 100_000;

  RandomAxis {
    checkArgument(
        !random.isEmpty(), "random must have at least one path and what it is drawn from");
    checkArgument(
        count >= 1 && count <= TrialCount.MOST,
        "count must be from 1 to %s but is %s",
        TrialCount.MOST,
        count);
  }

  /**
   * Returns the points.
   *
   * @param where the place of the axis
   * @throws ConfigException with what is wrong with a path or with what it is drawn from
   */
  ImmutableList<AxisPoint> points(String where) {
    Map<OverridePath, RandomRange> ranges = new LinkedHashMap<>();
    Map<OverridePath, RandomStream> streams = new LinkedHashMap<>();
    AxisPaths.read(random, ConfigPaths.key(where, KEY))
        .forEach(
            (path, range) -> {
              String place = ConfigPaths.key(ConfigPaths.key(where, KEY), path.text());
              ranges.put(path, RandomRangeReader.read(range, place));
              streams.put(path, new RandomStream(seed, "sweep/" + path.normalized()));
            });
    Set<String> seen = new HashSet<>();
    ImmutableList.Builder<AxisPoint> points = ImmutableList.builder();
    int repeats = 0;
    while (seen.size() < count) {
      AxisPoint point = draw(ranges, streams);
      if (seen.add(Json.canonical(Json.object().setAll(point.labels())))) {
        points.add(point);
        repeats = 0;
      } else if (++repeats == MOST_REPEATS) {
        throw ConfigException.at(
            where,
            "count is %d, but there are only %d different points; a wider range or a smaller count works"
                .formatted(count, seen.size()));
      }
    }
    return points.build();
  }

  private static AxisPoint draw(
      Map<OverridePath, RandomRange> ranges, Map<OverridePath, RandomStream> streams) {
    ImmutableList.Builder<Assignment> drawn = ImmutableList.builder();
    ranges.forEach((path, range) -> drawn.add(new Assignment(path, range.draw(streams.get(path)))));
    return AxisPoint.of(drawn.build());
  }
}
