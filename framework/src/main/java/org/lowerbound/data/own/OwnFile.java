package org.lowerbound.data.own;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;

/** Finds files, and folders, that users name. */
public final class OwnFile {
  private OwnFile() {}

  /**
   * Returns where something is: at the path itself, which starts in the working folder unless it is
   * absolute, else below the data directory.
   *
   * @throws DataException if it is at neither place; the message has both
   */
  public static Path find(DataSource source, String path) {
    if (path.isBlank()) {
      throw new DataException("the path of the data is empty; a file is needed");
    }
    List<Path> places = new ArrayList<>();
    try {
      places.add(Path.of(path));
    } catch (InvalidPathException e) {
      throw new DataException(
          String.format("'%s' is no path of a file: %s", path, e.getReason()), e);
    }
    source
        .directory()
        .filter(directory -> !places.get(0).isAbsolute())
        .ifPresent(directory -> places.add(directory.resolve(path)));
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    String.format(
                        "%s: there is no such file or folder; it was looked for at %s%s",
                        path,
                        places.stream()
                            .map(place -> place.toAbsolutePath().normalize().toString())
                            .collect(Collectors.joining(" and ")),
                        source.directory().isPresent() || places.get(0).isAbsolute()
                            ? ""
                            : "; --data DIR or LOWERBOUND_DATA names a folder to look in, too")));
  }
}
