package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.Runner;

/** The plug-in and the program as their users start them. */
class ExampleTest {
  @TempDir Path folder;

  @Test
  void theSweepRuns() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Runner.class.getName(),
                "--sweep",
                "halfway.json",
                "--out",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    try (Stream<Path> trials = Files.list(folder.resolve("halfway/trials"))) {
      assertEquals(2, trials.count());
    }
  }

  @Test
  void theProgramFitsAModel() {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      TrainInJava.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    Map<String, Double> numbers = new HashMap<>();
    out.toString(UTF_8)
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> numbers.put(words[0], Double.valueOf(words[1])));
    // No model is better than the true one, but for the chance of 10,000 examples, whose mean
    // difference has a standard error of a hundredth. Five epochs come as near as half a nat.
    assertTrue(numbers.get("elbo") < 0.05 - numbers.get("exact-nll"), numbers.toString());
    assertTrue(numbers.get("elbo") > -0.5 - numbers.get("exact-nll"), numbers.toString());
  }
}
