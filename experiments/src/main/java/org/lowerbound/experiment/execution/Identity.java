package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.ReadsData;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.PluginSources;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.training.InitSpec;
import org.lowerbound.training.TrialSpec;

/**
 * What makes a trial's training, and each of its numbers, the same as another's.
 *
 * <p>The trial's own id is of all its config. Its training does not depend on what is measured of
 * it, and the first steps of it do not depend on how many follow; a number depends on the training
 * and on its own metric alone.
 *
 * @param course the hash of all that decides the steps of the training, but for the data's bytes
 *     and what ends it
 * @param family the same without the schedules
 * @param metrics the hash of each metric, in the order of the trial's evaluation
 * @param figures the hash of each figure by its name, in the same order
 */
public record Identity(
    String course,
    String family,
    ImmutableList<String> metrics,
    ImmutableMap<String, String> figures) {
  private static final int HASH = 24;

  private static final ImmutableSet<String> LENGTHS =
      ImmutableSet.of("epochs", "steps", "patience");

  /**
   * Returns the identity of a trial.
   *
   * @param config its resolved config
   * @param origin the training that it starts from, if any: what that is counts, not where
   */
  static Identity of(
      JsonNode config, TrialSpec spec, PluginSources plugins, Optional<Ancestor> origin) {
    ObjectNode training = Json.object();
    config.properties().forEach(part -> training.set(part.getKey(), part.getValue()));
    training.remove("evaluation");
    training.remove("init");
    training.set("training", config.get("training").deepCopy()); // The others are not changed.
    spec.init()
        .flatMap(init -> origin.map(from -> init(init, from)))
        .ifPresent(init -> training.set("init", init));
    ((ObjectNode) training.get("training")).remove(LENGTHS);
    String code =
        plugins
            .of(ImmutableList.of(spec.dataset(), spec.model(), spec.objective(), spec.optimizer()))
            .toString();
    EvaluationSpec evaluation = spec.evaluation();
    JsonNode metrics = config.at("/evaluation/metrics");
    JsonNode figures = config.at("/evaluation/figures");
    return new Identity(
        hash(training, code),
        hash(withoutSchedules(training), code),
        IntStream.range(0, evaluation.metrics().size())
            .mapToObj(i -> hash(metrics.get(i), plugins.of(evaluation.metrics().get(i)).toString()))
            .collect(toImmutableList()),
        IntStream.range(0, evaluation.figures().size())
            .boxed()
            .collect(
                toImmutableMap(
                    i -> evaluation.figures().get(i).name(),
                    i ->
                        hash(figures.get(i), plugins.of(evaluation.figures().get(i)).toString()))));
  }

  /**
   * Returns the identity of a trial some of whose metrics and figures read other data besides its
   * own: these are a part of what such numbers and pictures are.
   */
  Identity reading(EvaluationSpec evaluation, Function<DatasetSpec, Dataset> data) {
    return new Identity(
        course,
        family,
        IntStream.range(0, metrics.size())
            .mapToObj(i -> withoutData(metrics.get(i)) + besides(evaluation.metrics().get(i), data))
            .collect(toImmutableList()),
        evaluation.figures().stream()
            .collect(
                toImmutableMap(
                    Figure::name,
                    one -> withoutData(figures.get(one.name())) + besides(one, data))));
  }

  private static String withoutData(String identity) {
    return Splitter.on('+').split(identity).iterator().next();
  }

  private static String besides(Object metricOrFigure, Function<DatasetSpec, Dataset> data) {
    return metricOrFigure instanceof ReadsData reads
        ? reads.besides().stream()
            .map(data)
            .map(
                other ->
                    "+%s:%s"
                        .formatted(
                            other.name(),
                            other
                                .fingerprint()
                                .substring(0, Math.min(HASH, other.fingerprint().length()))))
            .collect(joining())
        : "";
  }

  private static ObjectNode init(InitSpec init, Ancestor origin) {
    ObjectNode json = Json.object().put("course", origin.course()).put("steps", origin.steps());
    origin.patience().ifPresent(looks -> json.put("patience", looks));
    return json.put("data", origin.fingerprint())
        .put("parts", init.parts().name())
        .put("optimizer", init.optimizer());
  }

  /** Returns the identity of the numbers of a metric on a split, given the training. */
  String numbers(Split split, int metric) {
    return split.label() + "/" + metrics.get(metric);
  }

  private static String hash(JsonNode node, String code) {
    ObjectNode whole = Json.object();
    whole.set("config", node);
    return Json.sha256(whole.put("code", code)).substring(0, HASH);
  }

  /** Schedules are the objects that say over which time, or through which points, a value goes. */
  private static JsonNode withoutSchedules(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = Json.object();
    node.properties()
        .forEach(
            entry ->
                copy.set(
                    entry.getKey(),
                    isSchedule(entry.getValue())
                        ? Json.object()
                        : withoutSchedules(entry.getValue())));
    return copy;
  }

  private static boolean isSchedule(JsonNode node) {
    return node.has("over") || node.has("period") || node.has("pieces");
  }
}
