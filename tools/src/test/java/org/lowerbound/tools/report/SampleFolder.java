package org.lowerbound.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.picture.Raster;

/**
 * A sweep's folder as a runner leaves it: rows of trials that completed, failed, diverged or have
 * not run, with names that would do harm if a page took them for markup.
 */
final class SampleFolder {
  static final String EVIL = "<script>alert('1')</script> & \"<b>\"";

  private final Path folder;
  private final ObjectNode table = Json.object();

  SampleFolder(Path folder) {
    this.folder = folder;
    table.put("name", EVIL).put("description", "Rate & distortion " + EVIL);
    ArrayNode columns = table.putArray("columns");
    columns
        .addObject()
        .put("name", "nll")
        .put("unit", "nats")
        .put("better", "lower")
        .put("description", "");
    columns
        .addObject()
        .put("name", "active-units")
        .put("unit", "")
        .put("better", "neither")
        .put("description", "");
    table.putArray("rows");
    table.putArray("averagedOver").add("seed");
    table.set(
        "provenance",
        json(
            """
            {"builds": [{"lowerbound": "0.1.0", "commit": "4f2a"}], "tensorflow": ["2.18.0"],
             "hosts": [{"java": "17", "platform": "Linux", "cpu": "unknown"}],
             "datasets": [{"name": "mnist", "fingerprint": "0123456789abcdef"}], "measures": [],
             "aFieldOfALaterVersion": "made with %s"}
            """
                .formatted(EVIL.replace("\"", "\\\""))));
  }

  Path path() {
    return folder;
  }

  /** Adds a row of two completed trials, of which the means are so many nats and units. */
  SampleFolder row(String label, double nll, int units) {
    ObjectNode row = row(label);
    ObjectNode metrics = row.putObject("metrics");
    number(metrics.putObject("nll"), nll - 0.5, nll + 0.5);
    number(metrics.putObject("active-units"), units, units);
    for (int seed = 1; seed <= 2; seed++) {
      trial(row, label, seed, "completed");
    }
    return this;
  }

  /** Adds a row without numbers of one trial. */
  SampleFolder row(String label, String status) {
    ObjectNode row = row(label);
    row.putObject("metrics");
    trial(row, label, 1, status);
    return this;
  }

  private ObjectNode row(String label) {
    ObjectNode row = table.withArray("/rows").addObject();
    row.putObject("overrides").put("case", label);
    row.putArray("trials");
    return row;
  }

  private static void number(ObjectNode cell, double first, double second) {
    cell.put("mean", (first + second) / 2)
        .put("standardError", Math.abs(first - second) / 2)
        .put("standardErrorOver", "trials")
        .put("n", 2);
    cell.putArray("values").add(first).add(second);
  }

  private static void trial(ObjectNode row, String label, int seed, String status) {
    ObjectNode trial = row.withArray("/trials").addObject();
    trial.put("id", id(label, seed)).put("status", status);
    trial.putObject("overrides").put("seed", seed);
  }

  static String id(String label, int seed) {
    return "%08x%04x".formatted(label.hashCode(), seed);
  }

  /** Writes the table. */
  SampleFolder write() {
    AtomicFiles.write(folder.resolve("table.json"), Json.print(table));
    AtomicFiles.write(
        folder.resolve("sweep.json"),
        Json.print(Json.object().put("name", "sweep").put("description", EVIL)));
    return this;
  }

  /** Returns the folder of a trial. */
  Path trial(String label, int seed) {
    return TrialFiles.folder(folder, id(label, seed));
  }

  /** Writes the files of a trial that has ended. */
  SampleFolder files(String label, int seed, String status, String message, double nll) {
    Path trial = trial(label, seed);
    ObjectNode result = Json.object();
    result.put("id", id(label, seed)).put("status", status);
    if (!message.isEmpty()) {
      result.put("message", message);
    }
    if (status.equals("completed")) {
      result.set(
          "metrics",
          json("{\"nll\": {\"value\": %s, \"standardError\": 0.25, \"n\": 100}}".formatted(nll)));
    } else {
      result.putObject("metrics");
    }
    result.set("timing", json("{\"wallSeconds\": 12.5, \"trainingSeconds\": 10, \"steps\": 40}"));
    result.set(
        "provenance",
        json(
            """
            {"lowerbound": "0.1.0", "commit": "4f2a", "tensorflow": "2.18.0", "java": "17",
             "platform": "Linux", "cpu": "unknown", "dataset": "mnist",
             "datasetFingerprint": "0123456789abcdef", "configHash": "c0ffee",
             "startedAt": "2026-01-31T12:00:00Z"}
            """));
    result.putArray("measured");
    AtomicFiles.write(TrialFiles.result(trial), Json.print(result));
    return config(label, seed).curve(label, seed, 4);
  }

  /** Writes the config of a trial of four epochs. */
  SampleFolder config(String label, int seed) {
    AtomicFiles.write(
        TrialFiles.config(trial(label, seed)),
        "{\"training\": {\"epochs\": 4}, \"note\": \"%s\"}".formatted(EVIL.replace("\"", "\\\"")));
    return this;
  }

  /** Writes the curve of so many epochs. */
  SampleFolder curve(String label, int seed, int epochs) {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      lines.append(
          """
          {"epoch":%1$d,"step":%2$d,"training":{"bound":-%3$s},"validation":{"elbo":-%3$s}}
          """
              .formatted(epoch, 10 * epoch, 100.5 / epoch + seed));
    }
    AtomicFiles.write(TrialFiles.curve(trial(label, seed)), lines.toString());
    return this;
  }

  /** Writes a figure of a trial, of so many pixels a side. */
  SampleFolder figure(String label, int seed, String name, int side) {
    int[] pixels = new int[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i * 7919 * (seed + 1)) & 0xFFFFFF;
    }
    PngFile.write(TrialFiles.figure(trial(label, seed), name), new Raster(side, side, pixels));
    return this;
  }

  private static JsonNode json(String text) {
    return Json.parse(text, "test");
  }
}
