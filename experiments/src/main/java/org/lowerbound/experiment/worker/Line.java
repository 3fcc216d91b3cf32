package org.lowerbound.experiment.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;

/**
 * A line between a runner and a worker.
 *
 * @param word what it is about
 * @param trial the id of the trial; empty where there is none
 * @param text the rest
 */
record Line(Word word, String trial, String text) {
  /** Returns a line without a trial. */
  static Line of(Word word, String text) {
    return new Line(word, "", text);
  }

  /** Returns a line about a trial. */
  static Line of(Word word, String trial, JsonNode json) {
    return new Line(word, trial, Json.printLine(json));
  }

  /** Returns the line that a text is, if it is one: whatever else is printed is none. */
  static Optional<Line> parse(String text) {
    String[] parts = text.strip().split(" ", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    return Word.of(parts[0])
        .map(
            word -> {
              if (word == Word.TASK || word == Word.CANCEL || word == Word.READY) {
                return new Line(word, "", rest);
              }
              String[] about = rest.split(" ", 2);
              return new Line(word, about[0], about.length > 1 ? about[1] : "");
            });
  }

  /**
   * Returns what the rest of the line holds.
   *
   * @throws org.lowerbound.experiment.config.ConfigException if it is not JSON
   */
  JsonNode json() {
    return Json.parse(text, "the line '" + word.text() + "'");
  }

  @Override
  public String toString() {
    return ((word.text() + " " + trial).strip() + " " + text.replaceAll("[\r\n]+", " / ")).strip();
  }
}
