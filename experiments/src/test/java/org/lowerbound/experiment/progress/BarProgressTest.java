package org.lowerbound.experiment.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.experiment.console.TerminalSize;
import org.lowerbound.experiment.progress.Progress.TrialProgress;

class BarProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Progress open(int trials, int columns, int rows) {
    return new BarProgress(
        trials, 2, new PrintStream(bytes, true, UTF_8), () -> new TerminalSize(columns, rows));
  }

  private List<String> screen(int columns) {
    return new Screen(columns).show(bytes.toString(UTF_8));
  }

  @Test
  void aLineStaysForEachTrialAndNoBar() {
    try (Progress progress = open(2, 80, 24)) {
      TrialProgress first = progress.start("objective.beta=1, seed=1");
      TrialProgress second = progress.start("objective.beta=2, seed=1");
      first.update("training", 50, 100);
      progress.message("a message");
      List<String> now = screen(80);
      assertEquals("a message", now.get(0));
      assertTrue(now.get(1).startsWith("objective.beta=1, seed=1  training  50% [=="), now.get(1));
      assertTrue(now.get(3).startsWith("sweep 0/2 ["), now.get(3));

      first.finish("completed in 12.3 s, elbo -41.19, rate 9.14, distortion 32.05");
      second.finish("failed in 0.1 s: a reason");
    }
    assertEquals(
        List.of(
            "a message",
            "[1/2] objective.beta=1, seed=1: completed in 12.3 s, elbo -41.19, rate 9.14",
            "[2/2] objective.beta=2, seed=1: failed in 0.1 s: a reason",
            ""),
        screen(80));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 200})
  void everyLineFitsTheTerminal(int columns) {
    try (Progress progress = open(30, columns, 10)) {
      for (int i = 0; i < 30; i++) {
        TrialProgress trial = progress.start("a case with a name that is rather long, seed=" + i);
        trial.update("test elbo", 1, 3);
        trial.note("bound -123.45");
      }
      progress.message("m");
      List<String> now = screen(columns);
      // The message, seven bars, the sweep and the cursor's line: as high as the terminal.
      assertEquals(10, now.size(), now.toString());
      assertTrue(now.stream().allMatch(line -> line.length() < columns), now.toString());
      progress.start("one more").finish("completed in 100.0 s, elbo -1, rate 2, distortion 3");
      now = screen(columns);
      assertTrue(now.get(1).startsWith("[1/30] "), now.toString());
      assertTrue(now.get(1).length() < columns, now.toString());
      assertEquals(11, now.size(), now.toString());
    }
    assertEquals(3, screen(columns).size(), "a message, a trial, the cursor");
  }

  @Test
  void withNothingToRunNothingIsDrawn() {
    try (Progress progress = open(0, 80, 24)) {
      progress.message("nothing to do");
    }
    assertEquals(List.of("nothing to do", ""), screen(80));
  }

  @Test
  void aLabelCannotMoveTheCursor() {
    try (Progress progress = open(1, 80, 24)) {
      progress.start("a\u001b[2Jb").finish("completed in 1.0 s");
    }
    assertEquals("[1/1] a [2Jb: completed in 1.0 s", screen(80).get(0));
  }
}
