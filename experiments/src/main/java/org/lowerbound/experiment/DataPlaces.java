package org.lowerbound.experiment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.DownloadListener;
import org.lowerbound.experiment.config.FilePaths;
import org.lowerbound.experiment.console.SetupException;
import org.lowerbound.experiment.console.UserFolders;

/** Where a command line and its environment say that data sets are. */
public final class DataPlaces {
  private DataPlaces() {}

  /**
   * Returns the source of data sets.
   *
   * @param option the value of {@code --data}, which goes before {@code LOWERBOUND_DATA}
   * @param environment the environment variables
   * @param listener hears how downloads go on
   */
  public static DataSource source(
      Optional<String> option, Map<String, String> environment, DownloadListener listener) {
    return new DataSource(directory(option, environment), cache(environment), listener);
  }

  /** Returns the folder of data sets that the user names, if any. */
  static Optional<Path> directory(Optional<String> option, Map<String, String> environment) {
    return option
        .or(() -> Optional.ofNullable(environment.get("LOWERBOUND_DATA")))
        .filter(text -> !text.isBlank())
        .map(text -> FilePaths.of("--data or LOWERBOUND_DATA", text));
  }

  /**
   * Returns the source of data sets that the runner has without {@code --data}: the folder that
   * {@code LOWERBOUND_DATA} names, then the user's cache, then the network.
   */
  public static DataSource usual() {
    return source(Optional.empty(), System.getenv(), (file, received, total) -> {});
  }

  private static Path cache(Map<String, String> environment) {
    Path base =
        Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .or(() -> UserFolders.home().map(home -> home.resolve(".cache")))
            .or(UserFolders::temporary)
            .orElseThrow(
                () ->
                    new SetupException(
                        "there is neither a home folder nor a temporary one to keep data sets in;"
                            + " set XDG_CACHE_HOME to a folder"));
    return base.resolve("lowerbound");
  }
}
