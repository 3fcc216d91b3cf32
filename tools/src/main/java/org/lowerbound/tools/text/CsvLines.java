package org.lowerbound.tools.text;

import static java.util.stream.Collectors.joining;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.regex.Pattern;
import org.lowerbound.experiment.console.PlainText;

/**
 * Lines of fields for programs, quoted as in RFC 4180.
 *
 * <p>A spreadsheet takes a field for a formula by its first character. A text that begins so gets a
 * single quote before it, as OWASP advises; a number, -38.49 say, stays one.
 */
public final class CsvLines {
  private static final CharMatcher QUOTED = CharMatcher.anyOf(",\"\r\n");

  /** How a formula starts, with the signs of full width that some spreadsheets take as well. */
  private static final CharMatcher FORMULA =
      CharMatcher.anyOf("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|-Infinity");

  private final StringBuilder out = new StringBuilder();

  /** Adds a line. */
  public void add(List<String> fields) {
    out.append(fields.stream().map(CsvLines::quote).collect(joining(","))).append('\n');
  }

  /** Returns all lines. */
  public String text() {
    return out.toString();
  }

  private static String quote(String field) {
    String safe = (isFormula(field) ? "'" : "") + PlainText.lines(field);
    return QUOTED.matchesAnyOf(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static boolean isFormula(String field) {
    return !field.isEmpty() && FORMULA.matches(field.charAt(0)) && !NUMBER.matcher(field).matches();
  }
}
