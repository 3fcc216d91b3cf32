package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.Picture;

/** Figures of real trials. */
class FigureTest {
  private static final String SWEEP =
      """
      {
        "name": "plane",
        "trial": {
          "dataset": {"type": "none", "examples": 10},
          "model": {"type": "energy", "energy": "sine"},
          "objective": {"type": "elbo", "samples": 50, "kl": "monte-carlo"},
          "optimizer": {
            "type": "adam",
            "learningRate": {"type": "cosine", "from": 0.05, "to": 0, "over": {"steps": 300}}
          },
          "training": {"batchSize": 5, "steps": 300},
          "evaluation": {
            "metrics": [{"type": "elbo", "samples": 1000, "kl": "monte-carlo"}],
            "splits": ["test", "train"],
            "figures": [{"type": "density-2d", "draws": 5000, "pixels": 16}]
          }
        },
        "axes": [{"grid": {"seed": [1]}}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String sweep(String text) throws IOException {
    return Files.writeString(folder.resolve("sweep.json"), text).toString();
  }

  private Path trial(String out) throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("plane/trials"))) {
      return trials.findFirst().orElseThrow();
    }
  }

  private int run(String out, String... more) throws IOException {
    return console.run(
        Stream.concat(
                Stream.of("--sweep", sweep(SWEEP), "--out", folder.resolve(out).toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void everySplitHasItsFigureAndTheSameTrialTheSameBytes() throws IOException {
    assertEquals(Runner.OK, run("a"), console.err());
    List<String> files;
    try (Stream<Path> figures = Files.list(trial("a").resolve("figures"))) {
      files = figures.map(file -> file.getFileName().toString()).sorted().toList();
    }
    assertEquals(List.of("density-2d.png", "train.density-2d.png"), files);
    Path file = trial("a").resolve("figures/density-2d.png");
    Picture picture = PngFile.readPanels(file);
    // Sixteen pixels a side, eight for one, and their names above them.
    for (Panel panel : picture.panels()) {
      assertEquals(128, panel.width());
      assertEquals(128, panel.height());
    }
    assertEquals(2 * 8 + 2 * 128 + 4, picture.raster().width());

    byte[] bytes = Files.readAllBytes(file);
    assertEquals(Runner.OK, run("b"), console.err());
    assertArrayEquals(bytes, Files.readAllBytes(trial("b").resolve("figures/density-2d.png")));
    Files.delete(file);
    assertEquals(Runner.OK, run("a", "--fresh"), console.err());
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void theRateComesNearThatOfTheBestDiagonalNormal() throws IOException {
    assertEquals(Runner.OK, run("a"), console.err());
    var metrics = Json.read(trial("a").resolve("result.json")).get("metrics");
    double rate = metrics.at("/rate/value").asDouble();
    double best = Double.POSITIVE_INFINITY;
    for (double mean = 0; mean < 3; mean += 0.05) {
      for (double deviation = 0.2; deviation < 3; deviation += 0.05) {
        best = Math.min(best, divergenceFromSine(mean, deviation));
      }
    }
    // The log-ratio varies by about 1 nat a draw: 10,000 draws leave 0.01, of which four are
    // allowed. From above, how far a training of 300 steps gets is not known to the last digit.
    assertTrue(rate > best - 0.04 && rate < best + 0.25, "rate " + rate + ", best " + best);
    assertEquals(-rate, metrics.at("/elbo/value").asDouble(), 1e-12);
    assertEquals(0, metrics.at("/distortion/value").asDouble());
    assertEquals(4, metrics.at("/parameters/value").asInt());
  }

  /**
   * Returns KL(q ‖ p) for the best q(z) = N(z₁; mean, deviation²) N(z₂; m, s²), which has m = E
   * sin(π z₁ / 2) and s = 0.4: what is left is the variance of the sine, in closed form, and the
   * window, by the midpoint rule.
   */
  private static double divergenceFromSine(double mean, double deviation) {
    double variance =
        0.5 * (1 - Math.cos(Math.PI * mean) * Math.exp(-0.5 * Math.pow(Math.PI * deviation, 2)))
            - Math.pow(Math.sin(Math.PI * mean / 2), 2)
                * Math.exp(-Math.pow(Math.PI * deviation / 2, 2));
    double window = 0;
    double step = 0.01;
    for (double x = -6 + step / 2; x < 6; x += step) {
      double beyond = Math.max(0, Math.abs(mean + deviation * x) - 3) / 0.5;
      window += 0.5 * beyond * beyond * Math.exp(-0.5 * x * x) * step / Math.sqrt(2 * Math.PI);
    }
    double logZ = Math.log((6 + 0.5 * Math.sqrt(2 * Math.PI)) * 0.4 * Math.sqrt(2 * Math.PI));
    double entropy = Math.log(2 * Math.PI * Math.E) + Math.log(deviation) + Math.log(0.4);
    return -entropy + 0.5 + variance / (2 * 0.4 * 0.4) + window + logZ;
  }

  @Test
  void aFigureOfAnotherModelIsRefusedBeforeAnythingRuns() throws IOException {
    String three =
        SWEEP
            .replace("{\"type\": \"none\", \"examples\": 10}", "{\"type\": \"linear-gaussian\"}")
            .replace(
                "{\"type\": \"energy\", \"energy\": \"sine\"}",
                "{\"type\": \"vae\", \"latents\": 3, \"likelihood\": \"normal\"}");
    assertEquals(
        Runner.USAGE,
        console.run("--sweep", sweep(three), "--out", folder.resolve("a").toString()));
    assertTrue(
        console.err().contains("it needs a model with 2 latents, but this one has 3"),
        console.err());
    String energy = SWEEP.replace("{\"type\": \"none\", \"examples\": 10}", "\"linear-gaussian\"");
    assertEquals(
        Runner.USAGE,
        console.run("--sweep", sweep(energy), "--out", folder.resolve("a").toString()));
    assertTrue(console.err().contains("it takes the data set \"none\""), console.err());
  }
}
