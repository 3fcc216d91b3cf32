package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ascii;

/** How a value is shown in a message: as JSON on one line, cut when long. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  static String value(JsonNode node) {
    return Ascii.truncate(Json.printLine(node), LONGEST, "...");
  }
}
