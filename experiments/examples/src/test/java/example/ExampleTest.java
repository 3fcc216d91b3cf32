package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.Runner;
import org.lowerbound.experiment.definition.Specs;
import org.lowerbound.training.Examples;
import org.lowerbound.training.Matrix;

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
    List<String> lines = out.toString(UTF_8).lines().toList();
    double logProb = Double.parseDouble(lines.get(0).replace("log p(x) ", ""));
    // No model is better than the true one, but for the chance of 10,000 examples, whose mean
    // difference has a standard error of a hundredth. Five epochs come as near as half a nat.
    assertTrue(logProb < 0.05 + exact(), lines.get(0));
    assertTrue(logProb > -0.5 + exact(), lines.get(0));
    assertTrue(lines.get(1).matches("first code \\[.+, .+, .+\\]"), lines.get(1));
    assertTrue(lines.get(2).startsWith("first draw ["), lines.get(2));
  }

  /** Returns the mean of log p(x) under the density that the test split was drawn from. */
  private static double exact() {
    Dataset dataset = Specs.spec(LinearGaussian.class).load(DataPlaces.usual());
    Matrix test = Examples.of(dataset, Split.TEST, 1).observations();
    double sum = 0;
    for (int i = 0; i < test.rows(); i++) {
      double[] x = new double[test.columns()];
      for (int j = 0; j < x.length; j++) {
        x[j] = test.at(i, j);
      }
      sum += dataset.exactDensity().orElseThrow().logProb(x);
    }
    return sum / test.rows();
  }
}
