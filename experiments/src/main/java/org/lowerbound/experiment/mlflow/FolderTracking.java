package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lowerbound.file.WholeFiles;

/**
 * An experiment in a folder, as MLflow's own {@code mlflow/store/tracking/file_store.py} keeps it,
 * for {@code mlflow ui --backend-store-uri DIR}.
 */
final class FolderTracking implements Tracking {
  private static final String ACTIVE = "active";

  private final Path root;
  private final String name;
  private Optional<Path> experiment = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param root MLflow's folder, which is made if it is not there
   * @param name the experiment's
   */
  FolderTracking(Path root, String name) {
    this.root = root.toAbsolutePath().normalize();
    this.name = name;
  }

  private Path experiment() throws IOException {
    if (experiment.isEmpty()) {
      if (!Files.isDirectory(root)) {
        make("0", "Default"); // As MLflow does, whose clients take it for granted.
      }
      for (Path folder : folders(root)) {
        Optional<MetaFile> meta = MetaFile.read(folder);
        if (meta.isPresent()
            && meta.get().get("name").equals(name)
            && meta.get().get("lifecycle_stage").equals(ACTIVE)) {
          experiment = Optional.of(folder);
        }
      }
      if (experiment.isEmpty()) {
        long unique = UUID.randomUUID().getMostSignificantBits();
        experiment = Optional.of(make(Long.toString(unique >>> 5), name));
      }
    }
    return experiment.get();
  }

  private Path make(String id, String named) {
    Path folder = root.resolve(id);
    long now = Instant.now().toEpochMilli();
    new MetaFile()
        .text("artifact_location", folder.toUri().toString().replaceAll("/$", ""))
        .plain("creation_time", now)
        .text("experiment_id", id)
        .plain("last_update_time", now)
        .text("lifecycle_stage", ACTIVE)
        .text("name", named)
        .write(folder);
    return folder;
  }

  private static ImmutableList<Path> folders(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, Files::isDirectory)) {
      return ImmutableList.sortedCopyOf(found);
    }
  }

  @Override
  public Optional<MlflowRun> find(String tag, String value) {
    try {
      Optional<FolderRun> newest = Optional.empty();
      for (Path folder : folders(experiment())) {
        Path file = folder.resolve("tags").resolve(tag);
        if (Files.isRegularFile(file) && Files.readString(file, UTF_8).equals(value)) {
          Optional<FolderRun> run = FolderRun.read(folder).filter(FolderRun::isActive);
          if (newest.isEmpty() || run.filter(newest.get()::isOlderThan).isPresent()) {
            newest = run;
          }
        }
      }
      return newest.map(run -> run);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public MlflowRun create(String runName, ImmutableMap<String, String> tags, Instant start) {
    try {
      Path of = experiment();
      String id = UUID.randomUUID().toString().replace("-", "");
      Path folder = of.resolve(id);
      for (String part : ImmutableList.of("metrics", "params", "tags", "artifacts")) {
        Files.createDirectories(folder.resolve(part));
      }
      FolderRun.describe(folder, of.getFileName().toString(), runName, start).write(folder);
      FolderRun run = FolderRun.read(folder).orElseThrow();
      run.log(Batch.ofMetrics(ImmutableList.of(), tags));
      return run;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private MlflowException unusable(IOException e) {
    return new MlflowException("cannot use %s: %s".formatted(root, WholeFiles.reason(e)));
  }
}
