package org.lowerbound.experiment.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a plain sentence what is wrong with the syntax of a JSON text, and where. */
final class SyntaxErrors {
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'.*");
  private static final Pattern CHARACTER =
      Pattern.compile("Unexpected character \\('(.+)' \\(code \\d+.*?\\)\\).*?: ?(.*)");
  private static final Pattern TOKEN =
      Pattern.compile("(?:Unrecognized|Non-standard) token '(.*)': .*");
  private static final Pattern CONTROL = Pattern.compile("Illegal .*CTRL-CHAR, code (\\d+).*");
  private static final Pattern ESCAPE = Pattern.compile("Unrecognized character escape '(.+)' .*");
  private static final Pattern CLOSING = Pattern.compile("Unexpected close marker '(.)'.*");
  private static final String VALUE =
      "a value is expected: text in double quotes, a number, a list, an object, true, false or"
          + " null";

  /** What the parser expects, by the beginning of its own words. */
  private static final ImmutableMap<String, String> EXPECTED =
      ImmutableMap.<String, String>builder()
          .put("expected a valid value", VALUE)
          .put("was expecting comma to separate Object", "a comma or a closing } is expected")
          .put("was expecting comma to separate Array", "a comma or a closing ] is expected")
          .put("was expecting double-quote to start", "a key in double quotes is expected")
          .put("was expecting a colon", "a colon is expected after a key")
          .put("expected a hex-digit", "\\u takes four hexadecimal digits")
          .buildOrThrow();

  /** Whole sentences, by the beginning of the parser's own words. */
  private static final ImmutableMap<String, String> SENTENCES =
      ImmutableMap.<String, String>builder()
          .put("Trailing token", "there is more after the end of the value; a file holds one")
          .put(
              "Document nesting depth",
              "objects and lists are nested too deeply; at most %s levels")
          .put("Number value length", "a number has too many digits")
          .put("Name length", "a key is too long")
          .put("String value length", "a text is too long")
          .buildOrThrow();

  private static final CharMatcher IN_NUMBERS =
      CharMatcher.inRange('0', '9')
          .or(CharMatcher.inRange('a', 'z'))
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.anyOf("+-._"));
  private static final Pattern DECIMAL_COMMA = Pattern.compile(":\\s*([+-]?\\d+,)$");

  private SyntaxErrors() {}

  static String describe(JsonProcessingException error, String where, String text) {
    JsonLocation location = error.getLocation();
    String place =
        location == null
            ? where
            : "%s, line %d, column %d"
                .formatted(where, location.getLineNr(), location.getColumnNr());
    return place
        + ": "
        + Optional.ofNullable(location)
            .filter(l -> !(error instanceof JsonEOFException))
            .flatMap(l -> misspeltNumber(text, l.getCharOffset()))
            .orElseGet(() -> sentence(error));
  }

  private static String sentence(JsonProcessingException error) {
    if (error instanceof JsonEOFException) {
      return "the text ends too soon; a brace, bracket, quote or comment is never closed";
    }
    String original = error.getOriginalMessage();
    String line = Splitter.on('\n').splitToList(original == null ? "" : original).get(0);
    Optional<String> known = startingLike(line, SENTENCES);
    if (known.isPresent()) {
      return known.get().formatted(Json.DEEPEST);
    }
    Matcher duplicate = DUPLICATE.matcher(line);
    if (duplicate.matches()) {
      return "the key '" + Shown.text(duplicate.group(1)) + "' is given twice";
    }
    Matcher character = CHARACTER.matcher(line);
    if (character.matches()) {
      return "unexpected "
          + character.group(1)
          + startingLike(character.group(2), EXPECTED).map(what -> "; " + what).orElse("");
    }
    Matcher token = TOKEN.matcher(line);
    if (token.matches()) {
      return "'" + Shown.text(token.group(1)) + "' is not a JSON value; a text needs double quotes";
    }
    Matcher control = CONTROL.matcher(line);
    if (control.matches()) {
      return "the character \\u%04x is not allowed here; a text writes a new line as \\n"
          .formatted(Integer.parseInt(control.group(1)));
    }
    Matcher escape = ESCAPE.matcher(line);
    if (escape.matches()) {
      return "\\%s means nothing; a backslash is written \\\\".formatted(escape.group(1));
    }
    Matcher closing = CLOSING.matcher(line);
    return closing.matches()
        ? "unexpected %s; it closes nothing that is open".formatted(closing.group(1))
        : "the syntax is wrong";
  }

  private static Optional<String> startingLike(String words, Map<String, String> table) {
    return table.entrySet().stream()
        .filter(entry -> words.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns what is wrong with the number at a place, if a number was meant there. */
  private static Optional<String> misspeltNumber(String text, long offset) {
    int at = (int) Math.max(0, Math.min(offset, text.length() - 1L));
    if (at > 0 && !IN_NUMBERS.matches(text.charAt(at))) {
      at--;
    }
    int start = at;
    while (start > 0 && IN_NUMBERS.matches(text.charAt(start - 1))) {
      start--;
    }
    int end = at;
    while (end < text.length() && IN_NUMBERS.matches(text.charAt(end))) {
      end++;
    }
    if (start >= end || (start > 0 && text.charAt(start - 1) == '"')) {
      return Optional.empty();
    }
    String number = text.substring(start, end);
    Matcher comma = DECIMAL_COMMA.matcher(text.substring(Math.max(0, start - 30), start));
    return Numerals.problem(comma.find() ? comma.group(1) + number : number);
  }
}
