package org.lowerbound.experiment.mlflow;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.FilePaths;
import org.lowerbound.experiment.watch.SweepWatcher;

/** Where MLflow is: a server, or a folder that {@code mlflow ui} reads. */
public interface Mlflow {
  /**
   * Returns what shows a sweep there. Nothing is sent before a trial is watched.
   *
   * @param sweep the sweep's name
   * @param message shows the user a line
   */
  SweepWatcher open(String sweep, Consumer<String> message);

  /**
   * Reads a place that a user named.
   *
   * @param environment the environment variables, which may have a server's credentials
   * @throws ConfigException if it is none
   */
  static Mlflow at(String text, Map<String, String> environment) {
    if (text.matches("(?i)https?:.*")) {
      ServerAddress address = ServerAddress.of(text, environment);
      return (sweep, message) ->
          new MlflowWatcher(
              new ServerTracking(new Server(address), sweep, new ArtifactStores(message)),
              sweep,
              message);
    }
    if (text.startsWith("file:") && text.length() > "file:".length()) {
      Path folder = folder(text);
      return (sweep, message) ->
          new MlflowWatcher(new FolderTracking(folder, sweep), sweep, message);
    }
    throw new ConfigException("--mlflow: not an address; " + ServerAddress.WHAT_WORKS);
  }

  /** Reads {@code file:mlruns} and {@code file:///home/me/mlruns}. */
  private static Path folder(String text) {
    try {
      return text.startsWith("file:/")
          ? Path.of(URI.create(text))
          : FilePaths.of("--mlflow", text.substring("file:".length()));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new ConfigException(
          "--mlflow: not the address of a folder; " + ServerAddress.WHAT_WORKS);
    }
  }
}
