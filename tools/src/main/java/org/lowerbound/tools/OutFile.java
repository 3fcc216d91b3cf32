package org.lowerbound.tools;

import com.beust.jcommander.ParameterException;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command writes to, and in which form.
 *
 * @param path the file
 * @param image whether it is a picture of pixels, and not arrays or shapes
 */
record OutFile(Path path, boolean image) {
  private static final String PNG = ".png";
  private static final String NPZ = ".npz";
  private static final String HTML = ".html";
  private static final String SVG = ".svg";
  private static final String LBC = ".lbc";

  /** Returns the file for pictures or arrays that an option names. */
  static OutFile of(String command, String out) {
    return of(command, out, ImmutableSet.of(PNG, NPZ));
  }

  /** Returns the file for arrays that an option names. */
  static OutFile arrays(String command, String out) {
    return of(command, out, ImmutableSet.of(NPZ));
  }

  /** Returns the file for coded images that an option names. */
  static OutFile code(String command, String out) {
    return of(command, out, ImmutableSet.of(LBC));
  }

  /** Returns the file for a picture that an option names. */
  static Path picture(String command, String out) {
    return of(command, out, ImmutableSet.of(PNG)).path();
  }

  /** Returns the file for a picture, of pixels or of shapes, that an option names. */
  static OutFile drawing(String command, String out) {
    return of(command, out, ImmutableSet.of(PNG, SVG));
  }

  /** Returns the file for a page that an option names. */
  static Path page(String command, String out) {
    return of(command, out, ImmutableSet.of(HTML)).path();
  }

  private static OutFile of(String command, String out, ImmutableSet<String> forms) {
    String expected = String.join(" or ", forms);
    if (out == null) {
      throw new ParameterException(
          "%s needs --out FILE, the %s file to write".formatted(command, expected));
    }
    String form =
        forms.stream()
            .filter(Ascii.toLowerCase(out)::endsWith)
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        "--out must end in %s but is %s".formatted(expected, out)));
    Path path = Path.of(out);
    if (Files.isDirectory(path)) {
      throw new ParameterException("--out must be a file, but %s is a folder".formatted(out));
    }
    return new OutFile(path, form.equals(PNG));
  }
}
