package org.lowerbound.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that uses the framework as a library has the terminal to itself. */
class QuietStartTest {
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";

  /** What such a process does. */
  static final class Host {
    private Host() {}

    public static void main(String[] arguments) {
      System.err.println("before");
      Trainer.check(Trials.binarySpec(Trials.dynamicImages(), 1), Trials.dynamicImages());
      System.err.println("after");
    }
  }

  @Test
  void theNativeLogIsNotShown() throws Exception {
    assertEquals("before%nafter%n".formatted(), said(Map.of()));
  }

  @Test
  void whoAsksForItReadsIt() throws Exception {
    String said = said(Map.of(LEVEL, "0"));
    assertTrue(said.contains("tensorflow/"), said);
  }

  private static String said(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName())
            .redirectErrorStream(true);
    host.environment().remove(LEVEL); // The tests have it.
    host.environment().putAll(environment);
    Process process = host.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
