package org.lowerbound.experiment.console;

import com.google.common.primitives.Ints;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Optional;

/**
 * The size of a terminal.
 *
 * @param columns its width, in cells
 * @param rows its height, in lines
 */
public record TerminalSize(int columns, int rows) {
  /** What a terminal has that does not say. */
  static final TerminalSize USUAL = new TerminalSize(80, 24);

  /** The request TIOCGWINSZ of the two kinds of system. */
  private static final long LINUX_REQUEST = 0x5413;

  private static final long MAC_REQUEST = 0x40087468;

  /** Rows, columns and two sizes in pixels, of 16 bits each. */
  private static final int BYTES = 8;

  /** Returns the size of the terminal behind a descriptor, as it is now. */
  static TerminalSize of(int descriptor, Map<String, String> environment) {
    return CLibrary.posix()
        .flatMap(c -> ask(c, descriptor))
        .orElseGet(
            () ->
                new TerminalSize(
                    positive(environment.get("COLUMNS")).orElse(USUAL.columns),
                    positive(environment.get("LINES")).orElse(USUAL.rows)));
  }

  private static Optional<TerminalSize> ask(CLibrary c, int descriptor) {
    long request = Platform.isMac() ? MAC_REQUEST : LINUX_REQUEST;
    try (Memory answer = new Memory(BYTES)) {
      answer.clear();
      if (c.ioctl(descriptor, new NativeLong(request), answer) != 0) {
        return Optional.empty();
      }
      int rows = Short.toUnsignedInt(answer.getShort(0));
      int columns = Short.toUnsignedInt(answer.getShort(Short.BYTES));
      return rows > 0 && columns > 0
          ? Optional.of(new TerminalSize(columns, rows))
          : Optional.empty();
    }
  }

  private static Optional<Integer> positive(String text) {
    return Optional.ofNullable(text).map(Ints::tryParse).filter(number -> number > 0);
  }
}
