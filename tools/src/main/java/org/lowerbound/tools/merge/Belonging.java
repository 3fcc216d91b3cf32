package org.lowerbound.tools.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.tools.compare.ConfigDifference;

/** Whether results belong into one table: what is merged must mean the same. */
final class Belonging {
  private static final String CASE = "case";
  private static final String EVALUATION = "evaluation";
  private static final String UNKNOWN = "unknown";

  private final ImmutableList<MergeSource> sources;

  /** Whether all trials that have run have their configs with all defaults. */
  private final boolean resolved;

  Belonging(List<MergeSource> sources) {
    this.sources = ImmutableList.copyOf(sources);
    this.resolved =
        sources.stream()
            .flatMap(source -> source.trials().stream())
            .filter(trial -> trial.numbers().isPresent())
            .allMatch(trial -> trial.config().isPresent());
  }

  /**
   * Checks all that can be.
   *
   * @param sameSweep whether all are of one sweep, in which likelihoods may vary
   * @throws ResultException with what does not fit
   */
  void check(boolean sameSweep) {
    MergeSource first = sources.get(0);
    for (MergeSource other : sources.subList(1, sources.size())) {
      checkRows(first, other);
      checkColumns(first, other);
      if (!sameSweep) {
        checkMeasures(first, other);
      }
    }
    checkData();
    checkConfigs();
  }

  private static void checkRows(MergeSource a, MergeSource b) {
    if (!ImmutableSet.copyOf(a.table().rowPaths())
        .equals(ImmutableSet.copyOf(b.table().rowPaths()))) {
      throw new ResultException(
          "rows are told apart by %s in %s, but by %s in %s: they are not rows of one table"
              .formatted(
                  list(a.table().rowPaths()), a.name(), list(b.table().rowPaths()), b.name()));
    }
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static void checkColumns(MergeSource a, MergeSource b) {
    Map<String, Column> others = Maps.uniqueIndex(b.table().columns(), Column::name);
    boolean shared = false;
    for (Column column : a.table().columns()) {
      Column other = others.get(column.name());
      if (other == null) {
        continue;
      }
      shared = true;
      checkSame(column.name(), "unit", a, column.unit(), b, other.unit());
      checkSame(column.name(), "direction", a, direction(column), b, direction(other));
      checkSame(column.name(), "meaning", a, column.description(), b, other.description());
    }
    if (!shared && !a.table().columns().isEmpty() && !b.table().columns().isEmpty()) {
      throw new ResultException(
          "no column is in both %s and %s: there is nothing to merge"
              .formatted(a.name(), b.name()));
    }
  }

  private static String direction(Column column) {
    return switch (column.better()) {
      case LOWER -> "lower is better";
      case HIGHER -> "higher is better";
      case NEITHER -> "neither is better";
    };
  }

  private static void checkSame(
      String column, String what, MergeSource a, String ofA, MergeSource b, String ofB) {
    if (!ofA.equals(ofB)) {
      throw new ResultException(
          "the column %s has another %s: \"%s\" in %s, \"%s\" in %s"
              .formatted(column, what, ofA, a.name(), ofB, b.name()));
    }
  }

  /** Masses and densities do not compare. A table that has both has told them apart itself. */
  private static void checkMeasures(MergeSource a, MergeSource b) {
    Set<LikelihoodKind> ofA = ImmutableSet.copyOf(a.table().provenance().measures());
    Set<LikelihoodKind> ofB = ImmutableSet.copyOf(b.table().provenance().measures());
    if (!ofA.isEmpty() && !ofB.isEmpty() && !ofA.containsAll(ofB) && !ofB.containsAll(ofA)) {
      throw new ResultException(
          "likelihoods are of another kind, and do not compare: %s in %s, %s in %s"
              .formatted(text(ofA), a.name(), text(ofB), b.name()));
    }
  }

  private static String text(Set<LikelihoodKind> kinds) {
    return kinds.stream()
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }

  /** A trial, as the first that saw a data set. */
  private record Seen(SourceTrial trial, DatasetId dataset) {}

  /** The same data set must have had the same content, as far as trials tell. */
  private void checkData() {
    Map<String, Seen> seen = new HashMap<>();
    for (MergeSource source : sources) {
      for (SourceTrial trial : source.trials()) {
        Optional<DatasetId> dataset =
            trial.dataset().filter(id -> !id.fingerprint().equals(UNKNOWN));
        if (dataset.isEmpty() || trial.numbers().isEmpty()) {
          continue;
        }
        Seen before =
            seen.putIfAbsent(
                dataset.get().name() + " " + setting(trial), new Seen(trial, dataset.get()));
        if (before != null && !before.dataset().equals(dataset.get())) {
          throw new ResultException(
              "the data of %s are not the same: %s in %s (trial %s), %s in %s (trial %s)"
                  .formatted(
                      dataset.get().name(),
                      shortened(before.dataset()),
                      before.trial().source().name(),
                      before.trial().id(),
                      shortened(dataset.get()),
                      source.name(),
                      trial.id()));
        }
      }
    }
  }

  /** Returns the data set as the trial's config has it, of the form that all trials have. */
  private String setting(SourceTrial trial) {
    return (resolved ? trial.config() : trial.ofSweep())
        .map(config -> config.path("dataset"))
        .map(Json::canonical)
        .orElse("");
  }

  private static String shortened(DatasetId dataset) {
    return dataset.fingerprint().substring(0, Math.min(12, dataset.fingerprint().length()));
  }

  /** Trials of one row may differ in what the axes set for them, and in nothing else. */
  private void checkConfigs() {
    ImmutableList<String> paths = sources.get(0).table().rowPaths();
    Map<String, SourceTrial> firstOfRow = new HashMap<>();
    for (MergeSource source : sources) {
      for (SourceTrial trial : source.trials()) {
        if (trial.numbers().isEmpty()) {
          continue;
        }
        String row = RowLabel.of(trial.row(paths));
        SourceTrial first = firstOfRow.putIfAbsent(row, trial);
        if (first != null && first.source().number() != trial.source().number()) {
          checkSameRow(row, first, trial, paths);
        }
      }
    }
  }

  private static void checkSameRow(
      String row, SourceTrial a, SourceTrial b, ImmutableList<String> paths) {
    Sets.SetView<String> unsure = Sets.union(a.unsure(), b.unsure());
    if (!unsure.isEmpty()) {
      throw new ResultException(
          "the row '%s' is in %s and in %s, but a table alone does not tell which of its trials have"
                  .formatted(row, a.source().name(), b.source().name())
              + " a value of "
              + String.join(", ", unsure)
              + "; with the folders of the trials it works");
    }
    Optional<ConfigDifference.Pair> pair =
        pair(a.config(), b.config()).or(() -> pair(a.ofSweep(), b.ofSweep()));
    Set<String> free =
        Sets.difference(
            Sets.union(a.overrides().keySet(), b.overrides().keySet()), Set.copyOf(paths));
    if (pair.isEmpty() || free.contains(CASE)) {
      return; // A case may set anything, and a row of several averages over it.
    }
    for (ConfigDifference difference : ConfigDifference.of(ImmutableList.of(pair.get()))) {
      boolean own = free.stream().anyMatch(path -> isWithin(difference.path(), path));
      if (!own && !isWithin(difference.path(), EVALUATION)) {
        ConfigDifference.Values values = difference.values().iterator().next();
        throw new ResultException(
            "trials of the row '%s' are not of one kind: %s is %s in %s, %s in %s; a mean over both"
                    .formatted(
                        row,
                        difference.path(),
                        ConfigDifference.text(values.a()),
                        a.source().name(),
                        ConfigDifference.text(values.b()),
                        b.source().name())
                + " would mean nothing");
      }
    }
  }

  private static boolean isWithin(String path, String of) {
    return path.equals(of) || path.startsWith(of + ".") || path.startsWith(of + "[");
  }

  private static Optional<ConfigDifference.Pair> pair(Optional<JsonNode> a, Optional<JsonNode> b) {
    return a.isPresent() && b.isPresent()
        ? Optional.of(new ConfigDifference.Pair(a.get(), b.get()))
        : Optional.empty();
  }
}
