package org.lowerbound.experiment.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  @Test
  void aLineAtTheStartAndTheEndOfEachTrial() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Progress progress = ProgressMode.PLAIN.open(2, 1, new PrintStream(bytes, true, UTF_8))) {
      progress.start("seed=1").finish("completed");
      Progress.TrialProgress second = progress.start("seed=2");
      second.update("training", 1, 2);
      second.finish("diverged");
    }
    List<String> lines = bytes.toString(UTF_8).lines().toList();
    assertEquals(4, lines.size());
    assertEquals("[1/2] seed=1: started", lines.get(0));
    assertTrue(lines.get(1).startsWith("[1/2] seed=1: completed; about "), lines.get(1));
    assertTrue(lines.get(3).startsWith("[2/2] seed=2: diverged; sweep done in "), lines.get(3));
  }

  @Test
  void durationsAreShort() {
    assertEquals("0:07", Durations.text(Duration.ofSeconds(7)));
    assertEquals("1:02:03", Durations.text(Duration.ofSeconds(3723)));
    assertEquals(Duration.ofSeconds(30), Durations.left(Duration.ofSeconds(10), 0.25));
  }
}
