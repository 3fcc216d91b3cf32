package org.lowerbound.experiment.console;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be said of file names that Java cannot read or write: under a locale without UTF-8, such
 * as {@code LC_ALL=C}, all those with a character outside ASCII.
 */
public final class FileNames {
  /** What Java reads for a byte that is no character of the locale. */
  private static final String UNREADABLE = "\ufffd";

  private FileNames() {}

  /**
   * Returns why a command line cannot be used, if Java could not read all of it, or not the name of
   * the folder that its paths start from.
   *
   * <p>Looked at before anything else: the names are not what the user typed.
   */
  public static Optional<String> trouble(String... arguments) {
    return unreadable(System.getProperty("user.dir", ""), arguments);
  }

  static Optional<String> unreadable(String folder, String... arguments) {
    if (folder.contains(UNREADABLE)) {
      return Optional.of(
          "cannot read the name of this folder, '%s': %s".formatted(shown(folder), remedy()));
    }
    return Stream.of(arguments)
        .filter(argument -> argument.contains(UNREADABLE))
        .findFirst()
        .map(argument -> "cannot read the argument '%s': %s".formatted(shown(argument), remedy()));
  }

  /** Returns what is wrong with a name that is no path, on one line. */
  public static String message(InvalidPathException e) {
    boolean readable = Charset.forName(encoding()).newEncoder().canEncode(e.getInput());
    return "cannot use the file name '%s': %s"
        .formatted(shown(e.getInput()), readable ? PlainText.oneLine(e.getReason()) : remedy());
  }

  private static String shown(String name) {
    return PlainText.oneLine(name).replace(UNREADABLE, "?");
  }

  private static String remedy() {
    return "it has characters that the locale's charset, %s, lacks; set LC_ALL=C.UTF-8"
        .formatted(encoding());
  }

  private static String encoding() {
    return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
  }
}
