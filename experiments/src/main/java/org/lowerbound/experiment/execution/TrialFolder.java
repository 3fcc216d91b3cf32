package org.lowerbound.experiment.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.Measured;
import org.lowerbound.experiment.result.MeasuredJson;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrainingData;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.tensorboard.EventFile;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.picture.Picture;
import org.lowerbound.training.Checkpoints;
import org.lowerbound.training.Origin;

/** The files of one trial, under {@code OUT/<sweep>/trials/<id>/}. */
final class TrialFolder {
  private final Path folder;

  TrialFolder(Path folder) {
    this.folder = folder;
  }

  TrialFolder(Path sweepFolder, String id) {
    this(TrialFiles.folder(sweepFolder, id));
  }

  Path path() {
    return folder;
  }

  /** Returns the right to run the trial, or nothing if another process has it. */
  Optional<TrialLock> lock() {
    return TrialLock.tryLock(lockFile());
  }

  /** Returns the file whose lock is the right to run the trial. */
  Path lockFile() {
    return folder.resolve(".lock");
  }

  /**
   * Makes the folder, writes the resolved config, removes what a process that was killed left half
   * written, and moves folders aside that stand in a file's place. Only with the lock.
   */
  void open(JsonNode config) {
    try {
      Files.createDirectories(folder);
      for (Path file : files()) {
        if (Files.isDirectory(file)) {
          Path aside = file.resolveSibling(file.getFileName() + ".moved-" + UUID.randomUUID());
          WholeFiles.move(file, aside);
          log("%s is a folder; moved to %s".formatted(file, aside.getFileName()));
        }
      }
      AtomicFiles.write(folder.resolve("config.json"), Json.print(config));
      WholeFiles.removeLeftovers(folder);
    } catch (IOException e) {
      throw new ResultException("cannot clear up " + folder + ": " + WholeFiles.reason(e), e);
    }
  }

  private List<Path> files() {
    return List.of(
        log(),
        curve(),
        numbers(),
        trace(),
        observed(),
        folder.resolve("config.json"),
        folder.resolve("result.json"),
        folder.resolve("running.json"),
        Checkpoints.last(folder),
        Checkpoints.before(folder));
  }

  /**
   * Returns the result, if the trial has run.
   *
   * @throws ResultException if there is one that cannot be read
   */
  Optional<TrialResult> readResult() {
    Path file = folder.resolve("result.json");
    try {
      return Files.exists(file) ? Optional.of(TrialResultJson.read(file)) : Optional.empty();
    } catch (ConfigException e) {
      throw new ResultException(e.getMessage(), e);
    }
  }

  void write(TrialResult result) {
    TrialResultJson.write(folder.resolve("result.json"), result);
  }

  /** Returns the numbers of a training that a run which did not end has measured. */
  ImmutableList<Measured> numbers(String training) {
    try {
      return Files.exists(numbers()) ? MeasuredJson.read(numbers(), training) : ImmutableList.of();
    } catch (ResultException e) {
      log("%s; its numbers are measured again".formatted(e.getMessage()));
      return ImmutableList.of();
    }
  }

  void writeNumbers(String training, List<Measured> measured) {
    MeasuredJson.write(numbers(), training, measured);
  }

  private Path numbers() {
    return folder.resolve("numbers.json");
  }

  void write(TrainingData data) {
    data.write(observed());
  }

  /** Returns what a training on such data knew of them, if the folder tells. */
  Optional<TrainingData> trainingData(String fingerprint) {
    try {
      return Files.exists(observed())
          ? Optional.of(TrainingData.read(observed()))
              .filter(data -> data.fingerprint().equals(fingerprint))
          : Optional.empty();
    } catch (ResultException e) {
      return Optional.empty(); // The data set itself tells the same.
    }
  }

  private Path observed() {
    return TrialFiles.observed(folder);
  }

  void write(String name, Picture figure) {
    PngFile.write(TrialFiles.figure(folder, name), figure);
  }

  boolean hasFigure(String name) {
    return Files.isRegularFile(TrialFiles.figure(folder, name));
  }

  void writeTrace(JsonNode trace) {
    AtomicFiles.write(trace(), Json.printLine(trace) + "\n");
  }

  /** Returns the place of the trace of a step. */
  Path trace() {
    return folder.resolve("trace.json");
  }

  Checkpoints checkpoints(Origin origin) {
    return new Checkpoints(folder, origin);
  }

  boolean hasCheckpoint() {
    return Files.isRegularFile(Checkpoints.last(folder));
  }

  RunMarker marker() {
    return new RunMarker(folder);
  }

  /** Takes over the state, the curve and the pictures of a trial that has the same training. */
  void adopt(TrialFolder other, List<String> figures) {
    try {
      SharedFile.link(Checkpoints.last(other.folder), Checkpoints.last(folder));
      if (Files.exists(other.curve())) {
        AtomicFiles.write(curve(), Files.readAllBytes(other.curve())); // A file that grows.
      }
      EventFile.adopt(other.folder, folder);
      for (String name : figures) {
        if (other.hasFigure(name)) {
          Path figure = TrialFiles.figure(folder, name);
          SharedFile.link(TrialFiles.figure(other.folder, name), figure);
        }
      }
    } catch (IOException e) {
      throw new ResultException(
          "cannot take over the training of %s: %s".formatted(other.folder, WholeFiles.reason(e)),
          e);
    }
  }

  /** Removes what an earlier run left, but for its log and its result. */
  void clear() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      new Checkpoints(folder, new Origin("", "", "", "")).delete();
      marker().clear();
      Files.deleteIfExists(numbers());
      Files.deleteIfExists(curve());
      Files.deleteIfExists(trace());
      EventFile.deleteAll(folder);
      for (String name : TrialFiles.figureNames(folder)) {
        Files.delete(TrialFiles.figure(folder, name));
      }
      for (String name : TrialFiles.exampleNames(folder)) {
        Files.delete(TrialFiles.examples(folder, name));
      }
    } catch (IOException e) {
      throw new ResultException(
          "cannot remove the files of an earlier run in %s: %s"
              .formatted(folder, WholeFiles.reason(e)),
          e);
    }
  }

  /** Removes what only a trial without a result needs. */
  void clearNumbers() {
    try {
      Files.deleteIfExists(numbers());
    } catch (IOException e) {
      throw new ResultException("cannot remove " + numbers() + ": " + WholeFiles.reason(e), e);
    }
  }

  /**
   * Keeps of the curve what a training that goes on after {@code step} steps will not write again.
   *
   * @param reported whether the line of the last of these steps is right, too
   * @return the number of lines before the last that cannot be read and are lost
   */
  int cutCurve(long step, boolean reported) {
    List<String> kept = new ArrayList<>();
    List<String> lines = curveLines();
    int lost = 0;
    for (int i = 0; i < lines.size(); i++) {
      try {
        long of = Json.parse(lines.get(i), curve().toString()).path("step").asLong();
        if (of < step || (of == step && reported)) {
          kept.add(lines.get(i) + "\n");
        }
      } catch (ConfigException e) {
        // The last line may be cut off by a crash, and is then one that will be written again.
        lost += i + 1 < lines.size() ? 1 : 0;
      }
    }
    AtomicFiles.write(curve(), String.join("", kept));
    return lost;
  }

  private List<String> curveLines() {
    try {
      return Files.isRegularFile(curve())
          ? new String(Files.readAllBytes(curve()), UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      throw new ResultException("cannot read " + curve() + ": " + WholeFiles.reason(e), e);
    }
  }

  void appendToCurve(JsonNode line) {
    append(curve(), Json.printLine(line) + "\n");
  }

  /** Adds a line to the log, with the time. */
  void log(String text) {
    append(log(), "%s %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), text));
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
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }
}
