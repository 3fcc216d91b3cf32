package org.lowerbound.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.sweep.Selector.Candidate;
import org.lowerbound.experiment.sweep.Trial;

/**
 * All trials of a table, row by row, as a selector chooses among them.
 *
 * @param candidates the trials
 * @param rows the row of each
 */
public record TableTrials(ImmutableList<Candidate> candidates, ImmutableList<Integer> rows) {
  /**
   * Returns the trials of a table. They are numbered as its sweep does, if it is beside the table,
   * and else as they stand.
   *
   * @param file where the table is
   */
  public static TableTrials of(ResultTable table, Path file) {
    SweepConfigs sweep = SweepConfigs.beside(file);
    ImmutableList.Builder<Candidate> candidates = ImmutableList.builder();
    ImmutableList.Builder<Integer> rows = ImmutableList.builder();
    int place = 0;
    for (int row = 0; row < table.rows().size(); row++) {
      for (RowTrial trial : table.rows().get(row).trials()) {
        ImmutableMap<String, JsonNode> overrides = overrides(table.rows().get(row), trial);
        int index = sweep.trial(overrides).map(Trial::index).orElse(place);
        candidates.add(new Candidate(index, trial.id(), overrides));
        rows.add(row);
        place++;
      }
    }
    return new TableTrials(candidates.build(), rows.build());
  }

  /** Returns the row of a trial. */
  public int row(int place) {
    return rows.get(place);
  }

  /** Returns one text for what the axes set for a trial, however its numbers are spelled. */
  public static String key(Map<String, JsonNode> overrides) {
    return SweepConfigs.key(overrides);
  }

  /** Returns all that the axes set for a trial. */
  public static ImmutableMap<String, JsonNode> overrides(TableRow row, RowTrial trial) {
    return ImmutableMap.<String, JsonNode>builder()
        .putAll(row.overrides())
        .putAll(trial.overrides())
        .buildOrThrow();
  }

  /** Returns the folder of a table's file. */
  public static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }
}
