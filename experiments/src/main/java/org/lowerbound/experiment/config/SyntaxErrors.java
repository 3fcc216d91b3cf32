package org.lowerbound.experiment.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.google.common.base.Splitter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a plain sentence what is wrong with the syntax of a JSON text, and where. */
final class SyntaxErrors {
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'.*");
  private static final Pattern CHARACTER =
      Pattern.compile("Unexpected character \\('(.+)' \\(code \\d+.*?\\)\\): ?(.*)");
  private static final Pattern TOKEN =
      Pattern.compile("(?:Unrecognized|Non-standard) token '(.*)': .*");
  private static final Pattern TRAILING = Pattern.compile("Trailing token .*");

  private SyntaxErrors() {}

  static String describe(JsonProcessingException error, String where) {
    JsonLocation location = error.getLocation();
    String place =
        location == null
            ? where
            : "%s, line %d, column %d"
                .formatted(where, location.getLineNr(), location.getColumnNr());
    return place + ": " + sentence(error);
  }

  private static String sentence(JsonProcessingException error) {
    if (error instanceof JsonEOFException) {
      return "the text ends too soon; a brace, bracket, quote or comment is never closed";
    }
    String original = error.getOriginalMessage();
    String line = Splitter.on('\n').splitToList(original == null ? "" : original).get(0);
    Matcher duplicate = DUPLICATE.matcher(line);
    if (duplicate.matches()) {
      return "the key '" + duplicate.group(1) + "' is given twice";
    }
    Matcher character = CHARACTER.matcher(line);
    if (character.matches()) {
      return "unexpected " + character.group(1) + "; " + character.group(2);
    }
    Matcher token = TOKEN.matcher(line);
    if (token.matches()) {
      return "'" + token.group(1) + "' is not a JSON value; a text needs double quotes";
    }
    if (TRAILING.matcher(line).matches()) {
      return "there is more after the end of the value; a file holds one";
    }
    return line;
  }
}
