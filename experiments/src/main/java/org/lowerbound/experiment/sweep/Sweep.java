package org.lowerbound.experiment.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.TableLayout;

/** A base trial and the axes that vary it. Immutable; read one with {@link SweepFile}. */
public final class Sweep {
  private final String name;
  private final Optional<String> description;
  private final JsonNode base;
  private final Overrides overrides;
  private final ImmutableList<Axis> axes;
  private final TableLayout table;
  private final Publications published;

  /**
   * Makes a sweep.
   *
   * @throws ConfigException if two axes, or an override and an axis, set the same path; if the
   *     table has a row that no axis sets; or if there are more trials than can be meant
   */
  Sweep(
      String name,
      Optional<String> description,
      JsonNode base,
      Overrides overrides,
      ImmutableList<Axis> axes,
      TableLayout table,
      Publications published) {
    this.name = name;
    this.description = description;
    this.base = base.deepCopy();
    this.overrides = overrides;
    this.axes = axes;
    this.table = table;
    this.published = published;
    checkAxes();
    checkOverrides();
    checkRows();
    checkSize();
  }

  /** Returns the name, which can name a folder. */
  public String name() {
    return name;
  }

  /** Returns what the sweep is about. */
  public Optional<String> description() {
    return description;
  }

  /** Returns what its result table shows. */
  public TableLayout table() {
    return table;
  }

  /** Returns whether what is measured was set from outside: the table may then ask for more. */
  public boolean setsEvaluation() {
    return overrides.assignments().stream()
        .anyMatch(assignment -> assignment.path().normalized().startsWith("evaluation"));
  }

  /** Returns the published numbers to compare with. */
  public Publications published() {
    return published;
  }

  /**
   * Returns the names that trials' overrides have: paths, or {@code case}, in the order of axes.
   */
  public ImmutableSet<String> overrideNames() {
    return axisNames().stream()
        .flatMap(ImmutableSet::stream)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Returns the same, axis by axis. */
  public ImmutableList<ImmutableSet<String>> axisNames() {
    return axes.stream().map(axis -> ImmutableSet.copyOf(axis.names())).collect(toImmutableList());
  }

  /**
   * Returns this sweep with values set in its base trial. With any, it is another sweep, with a
   * name and so with a folder of its own: its table never takes the place of this one's.
   *
   * @throws ConfigException if an axis varies what is to be set
   */
  public Sweep with(Overrides newOverrides) {
    if (newOverrides.values().isEmpty()) {
      return this;
    }
    return new Sweep(
        name + "-set-" + newOverrides.digest(),
        Optional.of((description.orElse("") + " (" + newOverrides + ")").strip()),
        base,
        newOverrides,
        axes,
        table,
        published);
  }

  /**
   * Returns the sweep as one file would say it, with included files and overrides merged in;
   * reading it back gives the same trials.
   */
  public JsonNode toJson() {
    ObjectNode out = Json.object().put("name", name);
    description.ifPresent(text -> out.put("description", text));
    out.set("trial", overrides.applyTo(base));
    axes.forEach(axis -> out.withArray("/axes").add(axis.source().deepCopy()));
    table
        .rows()
        .orElse(ImmutableList.of())
        .forEach(row -> out.withObject("/table").withArray("/rows").add(row));
    table
        .columns()
        .orElse(ImmutableList.of())
        .forEach(metric -> out.withObject("/table").withArray("/columns").add(metric));
    table.sort().ifPresent(metric -> out.withObject("/table").put("sort", metric));
    ImmutableList<JsonNode> numbers =
        published.all().stream().map(Sweep::json).collect(toImmutableList());
    if (numbers.size() == 1) {
      out.set("published", numbers.get(0));
    } else if (!numbers.isEmpty()) {
      out.putArray("published").addAll(numbers);
    }
    return out;
  }

  private static JsonNode json(Published published) {
    ObjectNode node =
        Json.object().put("source", published.source()).put("metric", published.metric());
    published.values().forEach(node.putObject("values")::put);
    return published.unverified() ? node.put("unverified", true) : node;
  }

  /** Returns how many trials there are, without making them. */
  public int trialCount() {
    return axes.stream().mapToInt(axis -> axis.points().size()).reduce(1, (a, b) -> a * b);
  }

  /**
   * Returns the trials, the first axis varying slowest.
   *
   * @throws ConfigException if an override cannot be made, or is undone by a later one
   */
  public ImmutableList<Trial> trials() {
    JsonNode start = overrides.applyTo(base);
    ImmutableList.Builder<Trial> trials = ImmutableList.builder();
    int index = 0;
    for (List<AxisPoint> points : Lists.cartesianProduct(Lists.transform(axes, Axis::points))) {
      trials.add(trial(index++, start, points));
    }
    return trials.build();
  }

  /**
   * Returns what a resolver makes of the trials, each of which it fills the defaults in to.
   *
   * @param resolver is given each trial once
   * @param resolved the resolved trial of what the resolver made
   * @throws ConfigException if the resolver throws one, for any trial, naming the trials; or if two
   *     trials are the same, naming both
   */
  public <T> ImmutableList<T> resolve(
      Function<Trial, T> resolver, Function<T, ResolvedTrial> resolved) {
    return TrialResolver.resolve(trials(), resolver, resolved);
  }

  private Trial trial(int index, JsonNode start, List<AxisPoint> points) {
    ImmutableMap.Builder<String, JsonNode> labels = ImmutableMap.builder();
    points.forEach(point -> labels.putAll(point.labels()));
    Trial unmerged = new Trial(index, labels.buildOrThrow(), start);
    JsonNode config = start;
    List<Assignment> made = new ArrayList<>(overrides.assignments());
    requireKept(config, made, "another --set", unmerged);
    for (int i = 0; i < points.size(); i++) {
      config = applied(points.get(i).assignments(), config, axes.get(i).where());
      made.addAll(points.get(i).assignments());
      requireKept(config, made, axes.get(i).where(), unmerged);
    }
    return new Trial(index, unmerged.overrides(), config);
  }

  private static JsonNode applied(List<Assignment> assignments, JsonNode config, String where) {
    try {
      JsonNode changed = config;
      for (Assignment assignment : assignments) {
        changed = TreeMerge.assign(changed, assignment, "trial");
      }
      return changed;
    } catch (ConfigException e) {
      throw e.within(where);
    }
  }

  /** No value that somebody set may silently be missing from a trial. */
  private static void requireKept(
      JsonNode config, List<Assignment> made, String culprit, Trial trial) {
    for (Assignment assignment : made) {
      if (!TreeMerge.holds(config, assignment)) {
        throw new ConfigException(
            "%s: undoes %s in trial #%d (%s); set it later or in the same place"
                .formatted(culprit, assignment, trial.index(), trial.label()));
      }
    }
  }

  private void checkAxes() {
    Map<String, Axis> byPath = new HashMap<>();
    for (Axis axis : axes) {
      for (String path : axis.varied()) {
        Axis other = byPath.putIfAbsent(path, axis);
        if (other != null) {
          throw ConfigException.at(
              axis.where(),
              "sets '%s', which %s sets, too".formatted(Shown.text(path), other.where()));
        }
      }
    }
  }

  private void checkOverrides() {
    for (Assignment assignment : overrides.assignments()) {
      for (Axis axis : axes) {
        if (axis.varied().contains(assignment.path().normalized())) {
          throw new ConfigException(
              "--set %s: %s varies this path; use --only to choose among its values"
                  .formatted(assignment, axis.where()));
        }
      }
    }
  }

  private void checkRows() {
    ImmutableSet<String> known = overrideNames();
    for (String row : table.rows().orElse(ImmutableList.of())) {
      if (!known.contains(row)) {
        String all = known.isEmpty() ? "nothing" : String.join(", ", known);
        throw ConfigException.at(
            "table.rows",
            "no axis sets '%s'".formatted(Shown.text(row))
                + NearestNames.didYouMean(row, known, "the axes set: " + all));
      }
    }
  }

  private void checkSize() {
    TrialCount.check(axes.stream().map(axis -> axis.points().size()).toList(), "axes");
  }
}
