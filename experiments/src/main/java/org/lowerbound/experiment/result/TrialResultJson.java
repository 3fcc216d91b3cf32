package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.training.EndedBy;
import org.lowerbound.training.LooksTaken;

/**
 * A trial's result as {@code result.json}.
 *
 * <p>The metrics are in an object of their own, so that two runs of one trial can be compared byte
 * by byte although their times differ.
 */
public final class TrialResultJson {
  private TrialResultJson() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @throws ResultException if it cannot be written
   */
  public static void write(Path file, TrialResult result) {
    AtomicFiles.write(file, Json.print(Checksum.addTo(encode(result))));
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws ResultException if it is not there, is damaged, or is not a trial's result
   */
  public static TrialResult read(Path file) {
    return ResultFiles.read(
        file,
        (json, name) -> {
          Checksum.check(json, name);
          return decode(json, name);
        });
  }

  /** Returns the result as JSON. */
  public static ObjectNode encode(TrialResult result) {
    ObjectNode json = Json.object();
    json.put("id", result.id());
    json.put("status", JsonFields.name(result.status()));
    result.message().ifPresent(message -> json.put("message", message));
    json.set("metrics", encode(result.metrics()));
    result.training().ifPresent(training -> json.set("training", encode(training)));
    json.set("measured", MeasuredJson.encodeColumns(result.measured()));
    json.set("timing", encode(result.timing()));
    json.set("provenance", encode(result.provenance()));
    return json;
  }

  /**
   * Returns the result that JSON says.
   *
   * @param file where the JSON is from, for errors
   * @throws ResultException if a field is missing or wrong
   */
  public static TrialResult decode(JsonNode json, String file) {
    JsonFields fields = JsonFields.of(json, file);
    String id = fields.string("id");
    TrialStatus status = fields.choice("status", TrialStatus.class);
    Optional<String> message = fields.optionalString("message");
    ImmutableMap<String, Estimate> metrics =
        fields.objectsByName("metrics", TrialResultJson::estimate);
    return new TrialResult(
        id,
        status,
        message,
        metrics,
        // Results of versions that did not tell these are still read.
        fields.optionalObject("training").map(TrialResultJson::training),
        MeasuredJson.decodeColumns(fields, "measured", metrics),
        provenance(fields.object("provenance")),
        timing(fields.object("timing")));
  }

  private static ObjectNode encode(Training training) {
    ObjectNode json = Json.object();
    json.put("course", training.course());
    json.put("family", training.family());
    json.put("steps", training.steps());
    json.put("skipped", training.skipped());
    json.put("parameters", training.parameters());
    json.put("commit", training.commit());
    training.from().ifPresent(from -> json.put("from", from));
    if (!training.figures().isEmpty()) {
      training.figures().forEach(json.putObject("figures")::put);
    }
    training.looks().ifPresent(looks -> json.set("validation", encode(looks)));
    return json;
  }

  private static ObjectNode encode(LooksTaken looks) {
    ObjectNode json = Json.object();
    json.put("number", looks.number());
    json.set("best", JsonNumbers.write(looks.bestValue()));
    json.put("bestEpoch", looks.bestEpoch());
    json.put("bestStep", looks.bestStep());
    json.put("longestWait", looks.longestWait());
    json.put("endedBy", JsonFields.name(looks.endedBy()));
    return json;
  }

  private static LooksTaken looks(JsonFields fields) {
    return new LooksTaken(
        fields.string("number"),
        fields.number("best"),
        fields.integer("bestEpoch"),
        fields.integer("bestStep"),
        (int) fields.integer("longestWait"),
        fields.choice("endedBy", EndedBy.class));
  }

  private static Training training(JsonFields fields) {
    return new Training(
        fields.string("course"),
        fields.string("family"),
        fields.integer("steps"),
        (int) fields.integer("skipped"),
        fields.integer("parameters"),
        fields.string("commit"),
        fields.optionalString("from"),
        fields.optionalStringsByName("figures"),
        fields.optionalObject("validation").map(TrialResultJson::looks));
  }

  static ObjectNode encode(ImmutableMap<String, Estimate> metrics) {
    ObjectNode json = Json.object();
    for (Map.Entry<String, Estimate> metric : metrics.entrySet()) {
      Estimate estimate = metric.getValue();
      ObjectNode entry = json.putObject(metric.getKey());
      entry.set("value", JsonNumbers.write(estimate.value()));
      estimate
          .standardError()
          .ifPresent(error -> entry.set("standardError", JsonNumbers.write(error)));
      entry.put("n", estimate.n());
      CaveatsJson.encode(estimate.caveats(), entry);
    }
    return json;
  }

  static Estimate estimate(JsonFields fields) {
    return new Estimate(
        fields.number("value"),
        fields.optionalNumber("standardError"),
        fields.integer("n"),
        CaveatsJson.decode(fields));
  }

  private static ObjectNode encode(Timing timing) {
    ObjectNode json = Json.object();
    json.put("wallSeconds", timing.wallSeconds());
    json.put("trainingSeconds", timing.trainingSeconds());
    json.put("steps", timing.steps());
    json.put("computeSeconds", timing.computeSeconds());
    json.put("firstStepSeconds", timing.firstStepSeconds());
    json.put("evaluationSeconds", timing.evaluationSeconds());
    timing.stepsPerSecond().ifPresent(rate -> json.put("stepsPerSecond", rate));
    return json;
  }

  private static Timing timing(JsonFields fields) {
    return new Timing(
        fields.number("wallSeconds"),
        fields.number("trainingSeconds"),
        fields.integer("steps"),
        // Results of versions that did not measure these are still read.
        fields.optionalNumber("computeSeconds").orElse(0),
        fields.optionalNumber("firstStepSeconds").orElse(0),
        fields.optionalNumber("evaluationSeconds").orElse(0));
  }

  private static ObjectNode encode(Provenance provenance) {
    ObjectNode json = Json.object();
    json.put("lowerbound", provenance.build().version());
    json.put("commit", provenance.build().commit());
    json.put("tensorflow", provenance.tensorflow());
    HostJson.encode(provenance.host(), json);
    json.put("dataset", provenance.dataset().name());
    json.put("datasetFingerprint", provenance.dataset().fingerprint());
    provenance.measure().ifPresent(measure -> json.put("measure", JsonFields.name(measure)));
    if (!provenance.plugins().isEmpty()) {
      provenance.plugins().forEach(json.putObject("plugins")::put);
    }
    json.put("configHash", provenance.configHash());
    json.put("startedAt", provenance.startedAt().toString());
    provenance.init().ifPresent(init -> json.set("init", AncestorJson.encode(init)));
    provenance.circumstances().ifPresent(known -> json.set("run", CircumstancesJson.encode(known)));
    return json;
  }

  private static Provenance provenance(JsonFields fields) {
    return new Provenance(
        new BuildInfo(fields.string("lowerbound"), fields.string("commit")),
        fields.string("tensorflow"),
        HostJson.decode(fields),
        new DatasetId(fields.string("dataset"), fields.string("datasetFingerprint")),
        fields.optionalChoice("measure", LikelihoodKind.class),
        fields.optionalStringsByName("plugins"),
        fields.string("configHash"),
        fields.instant("startedAt"),
        fields.optionalObject("init").map(AncestorJson::decode),
        fields.optionalObject("run").map(CircumstancesJson::decode));
  }
}
