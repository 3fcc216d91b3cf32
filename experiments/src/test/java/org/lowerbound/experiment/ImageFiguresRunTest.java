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
import org.lowerbound.experiment.result.PngFile;

/** Pictures of trained models of several kinds, by their names in configurations. */
class ImageFiguresRunTest {
  private static final String SWEEP =
      """
      {
        "name": "pictures",
        "trial": {
          "dataset": {"type": "sprites", "hues": 2, "scales": 2, "orientations": 4, "positions": 4},
          "model": {"type": "vae", "latents": 2, "encoder": {"type": "mlp", "hidden": [8]},
            "decoder": {"type": "mlp", "hidden": [8]},
            "likelihood": {"type": "bernoulli", "allowGrey": true}},
          "objective": "elbo",
          "training": {"batchSize": 20, "steps": 2},
          "evaluation": {"metrics": [], "splits": ["test", "train"], "figures": [
            "samples",
            {"type": "samples", "means": true, "sampler": "normal", "name": "sample-means"},
            "reconstructions", "interpolations", "traversals", "manifold",
            {"type": "edits", "changes": [{"units": [1], "by": [2]}]},
            {"type": "refinement", "samples": 10, "times": [0, 1, 2]},
            {"type": "uncertainty", "draws": 5}
          ]}
        },
        "axes": [{"cases": {
          "vae": {},
          "made": {
            "dataset": {"type": "bars", "size": 4}, "model": {"type": "made", "hidden": [8]},
            "objective": "maximum-likelihood",
            "evaluation": {"figures": ["samples"]}
          },
          "ppca": {
            "dataset": "moons", "model": {"type": "ppca", "latents": 1},
            "objective": "expectation-maximization",
            "training": {"batchSize": 1000, "steps": null, "epochs": 1},
            "evaluation": {"figures": [{"type": "samples", "count": 100},
              {"type": "reconstructions", "count": 100}]}
          }
        }}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private int run(String text, String out, String... more) throws IOException {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), text);
    return console.run(
        Stream.concat(
                Stream.of("--sweep", sweep.toString(), "--out", folder.resolve(out).toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<Path> pictures(String out) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(out))) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }

  @Test
  void everyModelHasItsPicturesAndTheSameTrialTheSameBytes() throws IOException {
    assertEquals(Runner.OK, run(SWEEP, "a"), console.err());
    List<Path> pictures = pictures("a");
    // Nine of the VAE, one of MADE and two of PPCA, of two splits each.
    assertEquals(2 * (9 + 1 + 2), pictures.size(), pictures.toString());
    for (Path picture : pictures) {
      assertTrue(PngFile.read(picture).width() > 50, picture.toString());
    }
    assertEquals(Runner.OK, run(SWEEP, "b", "--only", "case=vae"), console.err());
    for (Path again : pictures("b")) {
      Path first = folder.resolve("a").resolve(folder.resolve("b").relativize(again));
      assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again), again.toString());
    }
  }

  @Test
  void whatThereIsNoPictureOfIsSaidBeforeAnythingRuns() throws IOException {
    String made = SWEEP.replace("\"figures\": [\"samples\"]", "\"figures\": [\"traversals\"]");
    assertEquals(Runner.USAGE, run(made, "c"));
    assertTrue(console.err().contains("traversals needs a model with an encoder"), console.err());
    assertTrue(console.err().contains("evaluation.figures[0]"), console.err());
    String plane = SWEEP.replace("{\"type\": \"reconstructions\", \"count\": 100}", "\"edits\"");
    assertEquals(Runner.USAGE, run(plane, "c"));
    assertTrue(console.err().contains("changes"), console.err());
    String dots =
        SWEEP.replace("{\"type\": \"reconstructions\", \"count\": 100}", "\"interpolations\"");
    assertEquals(Runner.USAGE, run(dots, "c"));
    assertTrue(
        console.err().contains("interpolations shows images, [height, width, 1]"), console.err());
  }
}
