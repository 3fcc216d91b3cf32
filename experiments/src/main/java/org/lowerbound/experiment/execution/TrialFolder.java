package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.figure.Raster;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.training.CheckpointFile;

/** The files of one trial, under {@code OUT/<sweep>/trials/<id>/}. */
final class TrialFolder {
  private final Path folder;

  TrialFolder(Path sweepFolder, String id) {
    this.folder = TrialFiles.folder(sweepFolder, id);
  }

  /** Returns the right to run the trial, or nothing if another process has it. */
  Optional<TrialLock> lock() {
    return TrialLock.tryLock(folder.resolve(".lock"));
  }

  /** Makes the folder and writes the resolved config. */
  void open(JsonNode config) {
    AtomicFiles.write(folder.resolve("config.json"), Json.print(config));
  }

  /** Returns the result, if the trial has run and left one that can be read. */
  Optional<TrialResult> result() {
    Path file = folder.resolve("result.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrialResultJson.read(file));
    } catch (ResultException | ConfigException e) {
      return Optional.empty(); // Damaged by hand or by an older version: the trial runs again.
    }
  }

  /**
   * Returns the result, if the trial need not run again; a failure may not happen a second time.
   */
  Optional<TrialResult> finished() {
    return result().filter(result -> result.status() != TrialStatus.FAILED);
  }

  void write(TrialResult result) {
    TrialResultJson.write(folder.resolve("result.json"), result);
  }

  void write(String name, Raster figure) {
    PngFile.write(TrialFiles.figure(folder, name), figure);
  }

  void writeTrace(JsonNode trace) {
    AtomicFiles.write(trace(), Json.printLine(trace) + "\n");
  }

  /** Returns the place of the trace of a step. */
  Path trace() {
    return folder.resolve("trace.json");
  }

  CheckpointFile checkpoint() {
    return new CheckpointFile(folder.resolve("checkpoint.bin"));
  }

  /** Removes what an earlier run left, but for its log. */
  void clear() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve("result.json"));
      Files.deleteIfExists(curve());
      Files.deleteIfExists(trace());
      try (DirectoryStream<Path> events =
          Files.newDirectoryStream(folder, "events.out.tfevents.*")) {
        for (Path file : events) {
          Files.delete(file);
        }
      }
      for (String name : TrialFiles.figureNames(folder)) {
        Files.delete(TrialFiles.figure(folder, name));
      }
      checkpoint().delete();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the files of an earlier run in " + folder, e);
    }
  }

  EventFile events(Instant start) {
    return new EventFile(folder, start);
  }

  /**
   * Keeps of the curve what a training that goes on after {@code step} steps will not write again.
   */
  void cutCurve(long step) {
    List<String> kept = new ArrayList<>();
    if (Files.isRegularFile(curve())) {
      try {
        for (String line : Files.readAllLines(curve())) {
          if (Json.parse(line, curve().toString()).path("step").asLong() <= step) {
            kept.add(line + "\n");
          }
        }
      } catch (IOException | ConfigException e) {
        // A line cut off by a crash is one that will be written again.
      }
    }
    AtomicFiles.write(curve(), String.join("", kept));
  }

  void appendToCurve(JsonNode line) {
    append(curve(), Json.printLine(line) + "\n");
  }

  void appendToLog(String text) {
    append(log(), text);
  }

  /** Returns the place of the log. */
  Path log() {
    return folder.resolve("log.txt");
  }

  private Path curve() {
    return folder.resolve("metrics.jsonl");
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
