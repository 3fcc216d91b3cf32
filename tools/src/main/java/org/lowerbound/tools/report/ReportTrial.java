package org.lowerbound.tools.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/**
 * What is known of a trial of a sweep.
 *
 * @param id its identity
 * @param row the row of the table that it belongs to
 * @param place its place among the trials of that row
 * @param overrides what the axes set for it, by path
 * @param status how it ended, if it has
 * @param folder where its files are or would be
 * @param files whether that folder is there
 * @param values its numbers by column, as the table tells them; none where it does not tell which
 *     trial has which
 * @param result its result, if it is there and can be read
 * @param written the same as it stands in the file
 * @param config its config with all defaults, if it is there
 * @param curve its curve, a node for each epoch that has ended
 * @param figures the names of its figures
 * @param troubles why files of it that are there cannot be used
 * @param running whether a process runs it now
 */
record ReportTrial(
    String id,
    int row,
    int place,
    ImmutableMap<String, JsonNode> overrides,
    Optional<TrialStatus> status,
    Path folder,
    boolean files,
    ImmutableMap<String, Double> values,
    Optional<TrialResult> result,
    Optional<JsonNode> written,
    Optional<JsonNode> config,
    ImmutableList<JsonNode> curve,
    ImmutableList<String> figures,
    ImmutableList<String> troubles,
    boolean running) {

  /** Returns its settings in words: {@code objective.beta=4, seed=1}. */
  String label() {
    return overrides.isEmpty()
        ? "the only trial"
        : overrides.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + RowLabel.text(entry.getValue()))
            .collect(joining(", "));
  }

  /** Returns the name of its place on the page; what an id has besides letters is left out. */
  String anchor() {
    return "trial-" + id.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  /** Returns how it stands, in a word. */
  String state() {
    return running
        ? "running"
        : status.map(ended -> ended.name().toLowerCase(Locale.ROOT)).orElse("missing");
  }

  /** Returns the last epoch of its curve. */
  Optional<JsonNode> lastEpoch() {
    return curve.isEmpty() ? Optional.empty() : Optional.of(curve.get(curve.size() - 1));
  }
}
