package org.lowerbound.experiment.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sweeps that come with the program: those in {@code configs/} beside its jar, which may be
 * edited, and those inside the jar.
 *
 * @param beside the folder beside the jar, if the program comes from a jar; it need not be there
 * @param inside gives the folder inside the jar, which is opened when first needed
 */
record ShippedSweeps(Optional<Path> beside, Supplier<Path> inside) {
  /** The name of the folder in all places. */
  static final String FOLDER = "configs";

  /** The file in the folder that is no sweep, but says what sweeps are. */
  private static final String SCHEMA = "schema.json";

  private static final Supplier<ShippedSweeps> OF_PROGRAM =
      Suppliers.memoize(ShippedSweeps::locate);

  /** Returns those of the program that is running. */
  static ShippedSweeps ofProgram() {
    return OF_PROGRAM.get();
  }

  private static ShippedSweeps locate() {
    Path place;
    try {
      place =
          Path.of(ShippedSweeps.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a place of classes", e);
    }
    return Files.isDirectory(place)
        ? new ShippedSweeps(Optional.empty(), () -> place.resolve(FOLDER))
        : new ShippedSweeps(
            Optional.of(place.resolveSibling(FOLDER)), Suppliers.memoize(() -> open(place)));
  }

  /** The jar stays open: the paths that come of it are read later. */
  private static Path open(Path jar) {
    try {
      return FileSystems.newFileSystem(jar).getPath("/" + FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  /** Returns the sweep of a name, relative to the folder. */
  Optional<Path> find(String name) {
    try {
      return Stream.concat(beside.stream(), Stream.of(inside).map(Supplier::get))
          .map(folder -> folder.resolve(name))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Returns the names of all sweeps that come with the program. */
  ImmutableList<String> names() {
    return Stream.concat(beside.stream(), Stream.of(inside.get()))
        .flatMap(folder -> namesIn(folder).stream())
        .distinct()
        .collect(toImmutableList());
  }

  /** Says where they are, as a further place after others. */
  String describe() {
    return beside.map(folder -> ", in " + folder).orElse("")
        + " or among the sweeps of the program";
  }

  /** Returns the sweeps below a folder, by their paths from there; none if there is no folder. */
  static ImmutableList<String> namesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> path.toString().endsWith(".json") && !path.endsWith(SCHEMA))
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .collect(toImmutableList());
    } catch (IOException | UncheckedIOException e) {
      // Only a hint is lost; that the file is missing is still said.
      return ImmutableList.of();
    }
  }
}
