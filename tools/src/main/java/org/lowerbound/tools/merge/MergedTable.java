package org.lowerbound.tools.merge;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.data.source.DataException;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.result.ProvenanceSummary;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.PublishedNumber;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.experiment.result.TableLayout;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.Trial;
import org.lowerbound.tools.compare.SweepConfigs;

/** The one table of several results, made of their trials as a sweep's own is. */
final class MergedTable {
  private final ImmutableList<MergeSource> sources;
  private final ImmutableList<SourceTrial> trials;
  private final Optional<Sweep> sweep;
  private final boolean same;
  private final String name;

  /**
   * Prepares one.
   *
   * @param trials those of all sources, each once
   * @param sweep the sweep that all are parts of, if there is one
   * @param same whether each source is of that sweep
   * @param name what the table is called where there is no such sweep
   */
  MergedTable(
      List<MergeSource> sources,
      List<SourceTrial> trials,
      Optional<Sweep> sweep,
      boolean same,
      String name) {
    this.sources = ImmutableList.copyOf(sources);
    this.trials = ImmutableList.copyOf(trials);
    this.sweep = sweep;
    this.same = same;
    this.name = name;
  }

  /**
   * Returns the table.
   *
   * @throws ResultException if it cannot be made
   */
  ResultTable table() {
    ImmutableList<TableTrial> all = inOrder();
    ResultTableBuilder builder =
        new ResultTableBuilder(
            sweep.map(Sweep::name).orElse(name),
            sweep.flatMap(Sweep::description).orElseGet(this::descriptions),
            layout(),
            sweep.map(Sweep::published).orElseGet(this::published),
            columns());
    boolean told =
        trials.stream()
            .filter(trial -> trial.status().equals(Optional.of(TrialStatus.COMPLETED)))
            .allMatch(trial -> trial.result().isPresent());
    ResultTable table =
        told
            ? builder.build(all)
            : builder.build(
                all,
                ProvenanceSummary.union(
                    sources.stream()
                        .map(source -> source.table().provenance())
                        .collect(toImmutableList()),
                    wallSeconds()));
    ImmutableSet<String> hashes =
        sources.stream()
            .flatMap(source -> source.table().provenance().making().configHash().stream())
            .collect(ImmutableSet.toImmutableSet());
    return same && hashes.size() == 1 ? table.madeBy(command(), hashes.iterator().next()) : table;
  }

  /** Returns the command that makes all of it: the shards', without what makes it a shard's. */
  private Optional<RunCommand> command() {
    ImmutableSet<Optional<RunCommand>> commands =
        sources.stream()
            .map(
                source ->
                    source
                        .table()
                        .provenance()
                        .making()
                        .command()
                        .map(RunCommand::inUsualPlace)
                        .map(RunCommand::ofAllTrials))
            .collect(ImmutableSet.toImmutableSet());
    return commands.size() == 1 ? commands.iterator().next() : Optional.empty();
  }

  /** Returns how long all trials took; empty if a table does not tell, or several have a trial. */
  private OptionalDouble wallSeconds() {
    ImmutableList<String> ids =
        sources.stream()
            .flatMap(source -> source.table().rows().stream())
            .flatMap(row -> row.completed().stream())
            .map(RowTrial::id)
            .collect(toImmutableList());
    ImmutableList<OptionalDouble> times =
        sources.stream()
            .map(source -> source.table().provenance().making().wallSeconds())
            .collect(toImmutableList());
    boolean told = times.stream().allMatch(OptionalDouble::isPresent);
    return told && ImmutableSet.copyOf(ids).size() == ids.size()
        ? OptionalDouble.of(times.stream().mapToDouble(OptionalDouble::getAsDouble).sum())
        : OptionalDouble.empty();
  }

  private ImmutableList<TableTrial> inOrder() {
    if (sweep.isEmpty()) {
      return trials.stream()
          .map(trial -> new TableTrial(trial.id(), trial.overrides(), trial.numbers()))
          .collect(toImmutableList());
    }
    ImmutableMap<String, SourceTrial> byKey = Maps.uniqueIndex(trials, SourceTrial::key);
    ImmutableList.Builder<TableTrial> ordered = ImmutableList.builder();
    for (Trial trial : sweep.get().trials()) {
      SourceTrial found = byKey.get(SweepConfigs.key(trial.overrides()));
      if (found != null) {
        ordered.add(new TableTrial(found.id(), trial.overrides(), found.numbers()));
      }
    }
    ImmutableList<TableTrial> all = ordered.build();
    if (all.size() != trials.size()) {
      throw new ResultException(
          "%s has trials that its sweep.json has not: they are of other versions of the sweep"
              .formatted(sources.get(0).name()));
    }
    return all;
  }

  private String descriptions() {
    return String.join(
        "; ",
        sources.stream()
            .map(source -> source.table().description())
            .filter(text -> !text.isEmpty())
            .collect(ImmutableSet.toImmutableSet()));
  }

  private TableLayout layout() {
    ImmutableSet<String> shown =
        sources.stream()
            .flatMap(source -> source.table().columns().stream())
            .map(Column::name)
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<Optional<String>> sorted =
        sources.stream()
            .map(source -> source.table().sortedBy())
            .collect(ImmutableSet.toImmutableSet());
    Optional<String> sort = sorted.size() == 1 ? sorted.iterator().next() : Optional.empty();
    return sweep
        .map(Sweep::table)
        .map(
            asked ->
                new TableLayout(
                    asked.rows(),
                    asked
                        .columns()
                        .map(
                            names ->
                                names.stream().filter(shown::contains).collect(toImmutableList())),
                    sort))
        .orElseGet(
            () ->
                new TableLayout(
                    Optional.of(sources.get(0).table().rowPaths()),
                    Optional.of(shown.asList()),
                    sort));
  }

  /** Returns what is known of columns: by the tables; of one to sort by and not shown, by types. */
  private ImmutableList<Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (MergeSource source : sources) {
      source.table().columns().forEach(column -> columns.putIfAbsent(column.name(), column));
    }
    layout()
        .sort()
        .filter(sort -> !columns.containsKey(sort))
        .flatMap(this::planned)
        .ifPresent(column -> columns.put(column.name(), column));
    return ImmutableList.copyOf(columns.values());
  }

  private Optional<Column> planned(String column) {
    try {
      return sources.get(0).sweep().stream()
          .flatMap(
              of ->
                  SweepPlan.of(of, StandardTypes.withPlugins(), DataPlaces.usual())
                      .columns()
                      .stream())
          .filter(one -> one.name().equals(column))
          .findFirst();
    } catch (ConfigException | DataException e) {
      return Optional.empty(); // Of another version, or with plug-ins that are not here.
    }
  }

  /** Returns the published numbers that rows of the tables have, each once. */
  private Publications published() {
    record Source(String publication, String metric, boolean unverified) {}
    HashBasedTable<Source, String, Double> numbers = HashBasedTable.create();
    Map<Source, Map<String, Double>> ordered = new LinkedHashMap<>();
    for (MergeSource source : sources) {
      for (TableRow row : source.table().rows()) {
        for (PublishedNumber number : row.published()) {
          Source from = new Source(number.source(), number.metric(), number.unverified());
          Double before = numbers.put(from, row.label(), number.value());
          if (before != null && before != number.value()) {
            throw new ResultException(
                "%s is published for the row '%s' as %s and as %s (%s)"
                    .formatted(
                        number.metric(), row.label(), before, number.value(), number.source()));
          }
          ordered
              .computeIfAbsent(from, key -> new LinkedHashMap<>())
              .put(row.label(), number.value());
        }
      }
    }
    try {
      return new Publications(
          ordered.entrySet().stream()
              .map(
                  entry ->
                      new Published(
                          entry.getKey().publication(),
                          entry.getKey().metric(),
                          ImmutableMap.copyOf(entry.getValue()),
                          entry.getKey().unverified()))
              .collect(toImmutableList()));
    } catch (IllegalArgumentException e) {
      throw new ResultException(e.getMessage(), e);
    }
  }
}
