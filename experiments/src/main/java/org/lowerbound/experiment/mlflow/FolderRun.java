package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/**
 * A run in a folder: a file for each metric, with a line for each point, for each param and tag.
 */
final class FolderRun implements MlflowRun {
  private static final int LOCAL = 4; // Of MLflow's SourceType.

  private final Path folder;
  private final MetaFile meta;
  private final RunState state;

  private FolderRun(Path folder, MetaFile meta, RunState state) {
    this.folder = folder;
    this.meta = meta;
    this.state = state;
  }

  /** Returns what is said of a new run. */
  static MetaFile describe(Path folder, String experiment, String runName, Instant start) {
    String id = folder.getFileName().toString();
    return new MetaFile()
        .text("artifact_uri", folder.resolve("artifacts").toUri().toString().replaceAll("/$", ""))
        .plain("deleted_time", "null")
        .plain("end_time", "null")
        .text("entry_point_name", "")
        .text("experiment_id", experiment)
        .text("lifecycle_stage", "active")
        .text("run_id", id)
        .text("run_name", runName)
        .text("run_uuid", id)
        .text("source_name", "")
        .plain("source_type", LOCAL)
        .text("source_version", "")
        .plain("start_time", start.toEpochMilli())
        .plain("status", RunStatus.RUNNING.number())
        .plain("tags", "[]")
        .text("user_id", "");
  }

  /** Returns the run that a folder has; nothing if it has none. */
  static Optional<FolderRun> read(Path folder) throws IOException {
    Optional<MetaFile> meta = MetaFile.read(folder);
    if (meta.isEmpty()) {
      return Optional.empty();
    }
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve("tags"), Files::isRegularFile)) {
      for (Path file : files) {
        tags.put(file.getFileName().toString(), Files.readString(file, UTF_8));
      }
    }
    String status =
        Stream.of(RunStatus.values())
            .filter(s -> Integer.toString(s.number()).equals(meta.get().get("status")))
            .findFirst()
            .map(RunStatus::name)
            .orElse("");
    RunState state = new RunState(meta.get().get("run_id"), status, tags.buildOrThrow());
    return Optional.of(new FolderRun(folder, meta.get(), state));
  }

  boolean isActive() {
    return meta.get("lifecycle_stage").equals("active");
  }

  boolean isOlderThan(FolderRun other) {
    return start() < other.start();
  }

  private long start() {
    String start = meta.get("start_time");
    return start.matches("\\d{1,18}") ? Long.parseLong(start) : 0;
  }

  @Override
  public RunState state() {
    return state;
  }

  @Override
  public void log(Batch batch) {
    try {
      batch.params().forEach((key, value) -> AtomicFiles.write(file("params", key), value));
      for (Metric metric : batch.metrics()) {
        Path file = file("metrics", metric.key());
        Files.createDirectories(file.getParent());
        String line =
            "%d %s %d\n".formatted(metric.time().toEpochMilli(), metric.value(), metric.step());
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      batch.tags().forEach((key, value) -> AtomicFiles.write(file("tags", key), value));
    } catch (IOException e) {
      throw new MlflowException("cannot write %s: %s".formatted(folder, WholeFiles.reason(e)));
    } catch (ResultException e) {
      throw new MlflowException(e.getMessage());
    }
  }

  private Path file(String kind, String key) {
    return folder.resolve(kind).resolve(key);
  }

  @Override
  public void update(RunStatus status, Optional<Instant> end) {
    meta.plain("status", status.number());
    end.ifPresent(time -> meta.plain("end_time", time.toEpochMilli()));
    try {
      meta.write(folder);
    } catch (ResultException e) {
      throw new MlflowException(e.getMessage());
    }
  }

  @Override
  public void artifact(String path, byte[] bytes) {
    try {
      AtomicFiles.write(file("artifacts", path), bytes);
    } catch (ResultException e) {
      throw new MlflowException(e.getMessage());
    }
  }
}
