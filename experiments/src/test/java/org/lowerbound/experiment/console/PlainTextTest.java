package org.lowerbound.experiment.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "'', 0",
    "β σ² ≥ ½, 8",
    "変分, 4",
    "한글, 4",
    "e\u0301, 1", // e and an accent of its own
    "e\u200d, 1", // a joiner that is not seen
    "\ud83d\ude00, 2", // a picture
    "\ud835\udd3c, 1", // a letter beyond 16 bits
  })
  void widthIsWhatATerminalShows(String text, int cells) {
    assertEquals(cells, PlainText.width(text));
  }

  @Test
  void aCutNeverTakesHalfACharacter() {
    assertEquals("変分", PlainText.cut("変分", 4, "..."));
    assertEquals("変...", PlainText.cut("変分オート", 6, "..."));
    assertEquals("\ud83d\ude00…", PlainText.cut("\ud83d\ude00\ud83d\ude00", 3, "…"));
  }

  @Test
  void linesAreBrokenBetweenWords() {
    assertEquals(
        List.of("one two", "three", "fourteenletters", "x"),
        PlainText.wrap("one two three fourteenletters x", 8));
    assertEquals(List.of(""), PlainText.wrap("", 8));
  }

  @Test
  void nothingThatMovesACursorIsLeft() {
    assertEquals("a [31m b c d e", PlainText.oneLine("a\u001b[31m\u009bb\nc\u2028d\u202ee"));
    assertEquals("a \nb", PlainText.lines("a\u001b\nb"));
  }
}
