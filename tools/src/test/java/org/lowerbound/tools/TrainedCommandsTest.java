package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.picture.Raster;

/** The trials of one small sweep serve the tests of all commands that use a trained model. */
class TrainedCommandsTest {
  private static final String SWEEP =
      """
      {
        "name": "small",
        "trial": {
          "dataset": {"type": "sprites", "scales": 2, "orientations": 2, "positions": 5},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [8]}, "decoder": {"type": "mlp", "hidden": [8]}
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"cases": {
          "images": {},
          "labels": {"dataset.labels": true,
                     "model.prior": "conditional", "model.condition": "label"},
          "numbers": {"dataset": {"type": "linear-gaussian", "train": 100, "validation": 0, "test": 30},
                      "model.likelihood": "normal"},
          "point": {"model.posterior": "point", "objective": "autoencoder",
                    "evaluation.metrics": ["reconstruction-error"]},
          "plane": {"dataset": {"type": "none", "examples": 20},
                    "model": {"type": "energy", "energy": "sine"},
                    "objective": {"type": "elbo", "kl": "monte-carlo"},
                    "evaluation.metrics": [{"type": "elbo", "kl": "monte-carlo"}]},
          "made": {"model": {"type": "made", "hidden": [8]}, "objective": "maximum-likelihood",
                   "evaluation.metrics": ["nll"]},
          "labels for a probe": {"dataset.labels": true,
                     "evaluation.metrics": [{"type": "linear-probe"}]},
          "unfinished": {"seed": 2}
        }}]
      }
      """;

  @TempDir static Path folder;
  private static Path sweep;
  private static String images;
  private static List<Path> trials;

  @BeforeAll
  static void train() throws IOException {
    Path file = Files.writeString(folder.resolve("small.json"), SWEEP);
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(file),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder.resolve("cache")));
    plan.check();
    SweepRun run = new SweepRun(plan, folder.resolve("results"));
    run.open();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    try (Progress progress = ProgressMode.NONE.open(7, 1, nowhere)) {
      run.run(plan.trials().subList(0, 7), 1, progress);
    }
    sweep = run.folder();
    trials = plan.trials().stream().map(trial -> TrialFiles.folder(sweep, trial.id())).toList();
    images = trials.get(0).toString();
  }

  private record Ran(int status, String out, String err) {}

  private static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static String succeed(String... args) {
    Ran ran = run(args);
    assertEquals(0, ran.status(), ran.err());
    return ran.out();
  }

  private static void assertRefused(String words, String... args) {
    Ran ran = run(args);
    assertEquals(2, ran.status(), ran.out());
    assertTrue(ran.err().contains(words), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  private static String file(String name) {
    return folder.resolve("out").resolve(name).toString();
  }

  private static float[] floats(String file, String array) throws IOException {
    return NpzEntry.floats(Path.of(file), array);
  }

  private static String header(String file, String array) throws IOException {
    return NpzEntry.header(Path.of(file), array);
  }

  @Test
  void samplesAreASheetOrArrays() throws IOException {
    String said = succeed("sample", images, "--count", "5", "--out", file("five.png"));
    assertEquals(
        file("five.png") + ": 5 draws of trial " + Path.of(images).getFileName() + "\n", said);
    Raster sheet = PngFile.read(Path.of(file("five.png")));
    // Three columns of two lines: images of 28 x 28 have four pixels for one, and gaps of 4.
    assertEquals(2 * 8 + 3 * 112 + 2 * 4, sheet.width());
    assertEquals(2 * 8 + 2 * 112 + 4, sheet.height());
    succeed("sample", images, "--count", "5", "--out", file("five.npz"));
    float[] five = floats(file("five.npz"), "x");
    assertTrue(header(file("five.npz"), "x").contains("(5, 28, 28, 1)"));
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        assertEquals(
            five[28 * 28 + y * 28 + x] == 1 ? 0xFFFFFF : 0,
            sheet.at(8 + 116 + 4 * x, 8 + 4 * y),
            "the second image");
      }
    }
    succeed("sample", images, "--count", "3", "--out", file("three.npz"));
    assertArrayEquals(
        Arrays.copyOf(five, 3 * 28 * 28), floats(file("three.npz"), "x"), "the first three");
    succeed("sample", images, "--seed", "9", "--count", "5", "--out", file("nine.npz"));
    assertFalse(Arrays.equals(five, floats(file("nine.npz"), "x")));
    succeed("sample", images, "--means", "--count", "1", "--out", file("means.npz"));
    for (float mean : floats(file("means.npz"), "x")) {
      assertTrue(mean > 0 && mean < 1, "a probability, not " + mean);
    }
  }

  /** The three classes take turns: what is drawn of one of them alone has the same noise. */
  @Test
  void drawsMayBeOfOneLabel() throws IOException {
    String path = sweep.toString();
    succeed("sample", path, "--only", "case=labels", "--count", "4", "--out", file("turns.npz"));
    float[] turns = floats(file("turns.npz"), "x");
    for (String means : new String[] {"", "--means"}) {
      String out = file("of-one" + means + ".npz");
      String[] args = {
        "sample", path, "--only", "case=labels", "--count", "4", "--label", "1", "--out", out, means
      };
      succeed(Arrays.copyOf(args, means.isEmpty() ? args.length - 1 : args.length));
      float[] ofOne = floats(out, "x");
      assertEquals(turns.length, ofOne.length);
      if (means.isEmpty()) {
        int size = 28 * 28;
        assertArrayEquals(
            Arrays.copyOfRange(turns, size, 2 * size), Arrays.copyOfRange(ofOne, size, 2 * size));
        assertFalse(Arrays.equals(Arrays.copyOf(turns, size), Arrays.copyOf(ofOne, size)));
      }
    }
    String png = file("no-label.png");
    assertRefused(
        "labels are 0 … 2, but not 3",
        "sample",
        path,
        "--only",
        "case=labels",
        "--label",
        "3",
        "--out",
        png);
    String[] blind = {
      "sample", path, "--only", "case=labels for a probe", "--label", "1", "--out", png, "--means"
    };
    for (int given = blind.length - 1; given <= blind.length; given++) {
      assertRefused(
          "nothing in the model looks at labels, so that it has no draws of label 1 alone",
          Arrays.copyOf(blind, given));
    }
    assertRefused(
        "the model was trained without labels, so that it has no label 0",
        "sample",
        images,
        "--label",
        "0",
        "--out",
        png);
  }

  @Test
  void codesComeWithWhatIsKnownOfTheExamples() throws IOException {
    String path = sweep.toString();
    succeed("encode", path, "--only", "case=labels", "--out", file("codes.npz"));
    assertTrue(header(file("codes.npz"), "mean").contains("(30, 2)"));
    assertTrue(header(file("codes.npz"), "draw").contains("(30, 2)"));
    assertTrue(header(file("codes.npz"), "label").contains("'<i4'"));
    assertTrue(header(file("codes.npz"), "factor.scale").contains("(30,)"));
    assertFalse(
        Arrays.equals(floats(file("codes.npz"), "mean"), floats(file("codes.npz"), "draw")));
    succeed("encode", path, "--only", "#3", "--split", "train", "--out", file("points.npz"));
    assertArrayEquals(floats(file("points.npz"), "mean"), floats(file("points.npz"), "draw"));
  }

  @Test
  void reconstructionsStandBelowTheExamples() throws IOException {
    succeed("reconstruct", images, "--count", "3", "--out", file("pairs.png"));
    succeed("reconstruct", images, "--count", "3", "--out", file("pairs.npz"));
    Raster sheet = PngFile.read(Path.of(file("pairs.png")));
    assertEquals(2 * 8 + 3 * 112 + 2 * 4, sheet.width());
    assertEquals(2 * 8 + 2 * 112 + 4, sheet.height());
    float[] originals = floats(file("pairs.npz"), "x");
    float[] means = floats(file("pairs.npz"), "reconstruction");
    int pixel = 28 * 28 * 2 + 14 * 28 + 14; // The middle of the third image.
    assertEquals(0x010101 * Math.round(255 * originals[pixel]), sheet.at(8 + 232 + 56, 8 + 56));
    assertEquals(0x010101 * Math.round(255 * means[pixel]), sheet.at(8 + 232 + 56, 8 + 116 + 56));
  }

  @Test
  void codesBetweenTwoLieOnALine() throws IOException {
    succeed(
        "interpolate",
        images,
        "--from",
        "1",
        "--to",
        "prior",
        "--steps",
        "3",
        "--out",
        file("line.npz"));
    succeed("encode", images, "--out", file("ends.npz"));
    float[] codes = floats(file("line.npz"), "code");
    float[] ends = floats(file("ends.npz"), "mean");
    assertEquals(6, codes.length);
    for (int d = 0; d < 2; d++) {
      // The code of one row and of thirty are sums of 32 bits in perhaps another order.
      assertEquals(ends[2 + d], codes[d], 1e-5);
      assertEquals((codes[d] + codes[4 + d]) / 2, codes[2 + d], 1e-6);
    }
    succeed("interpolate", images, "--out", file("line.png"));
    assertEquals(2 * 8 + 10 * 112 + 9 * 4, PngFile.read(Path.of(file("line.png"))).width());
  }

  @Test
  void anExportedModelIsTheModelInAnotherProcess() {
    for (String only : new String[] {"case=labels", "case=point"}) {
      String out = file("model-" + only.substring(5));
      String said = succeed("export", sweep.toString(), "--only", only, "--out", out);
      assertTrue(said.contains("encode.draw: 200 numbers, largest difference "), said);
      assertTrue(said.contains("decode.mean: 78400 numbers, largest difference "), said);
      assertEquals(!only.equals("case=point"), said.contains("log_prob.log_prob: 10 numbers"));
      assertEquals(!only.equals("case=point"), said.contains("sample.x: 78400 numbers"), said);
      assertTrue(Files.isRegularFile(Path.of(out, "saved_model.pb")));
    }
    String exact =
        succeed("export", sweep.toString(), "--only", "case=made", "--out", file("made"));
    assertTrue(exact.contains("log_prob.log_prob: 10 numbers, largest difference "), exact);
    assertTrue(exact.contains("sample.x: 78400 numbers, largest difference "), exact);
    assertFalse(exact.contains("encode"), exact);
    assertRefused("--out must be a new folder", "export", images, "--out", file("model-labels"));
  }

  @Test
  void whatCannotBeIsRefusedInOneLine() {
    String path = sweep.toString();
    String png = file("no.png");
    assertRefused("small/sweep.json has 8 trials, but one is needed", "sample", path, "--out", png);
    assertRefused(
        "--only case=x: no trial matches", "sample", path, "--only", "case=x", "--out", png);
    assertRefused("is a trial", "sample", images, "--only", "#0", "--out", png);
    assertRefused("there is no folder", "sample", path + "-not", "--out", png);
    assertRefused(
        "neither a trial's folder", "sample", folder.resolve("results").toString(), "--out", png);
    assertRefused(
        "no trial's folder: there is no config.json",
        "sample",
        path,
        "--only",
        "case=unfinished",
        "--out",
        png);
    assertRefused("must end in .png or .npz", "sample", images, "--out", file("no.jpg"));
    assertRefused("must end in .npz but is", "encode", images, "--out", png);
    assertRefused("sample needs --out FILE", "sample", images);
    assertRefused(
        "--count must be at least 1 but is 0", "sample", images, "--count", "0", "--out", png);
    assertRefused(
        "--steps must be at least 2", "interpolate", images, "--steps", "1", "--out", png);
    // No JVM has arrays of so many elements, whatever its heap.
    assertRefused(
        "the heap is too small", "interpolate", images, "--steps", "2147483647", "--out", png);
    assertRefused("from 0, or prior, but is x", "interpolate", images, "--to", "x", "--out", png);
    assertRefused(
        "has the examples 0 … 29, but not 30", "interpolate", images, "--to", "30", "--out", png);
    assertRefused(
        "--count must be at most 30", "reconstruct", images, "--count", "31", "--out", png);
    assertRefused(
        "unknown --split 'tests'", "encode", images, "--split", "tests", "--out", file("a.npz"));
    assertRefused(
        "no split validation; it has train, test",
        "encode",
        path,
        "--only",
        "case=numbers",
        "--split",
        "validation",
        "--out",
        file("a.npz"));
    assertRefused("a .png shows images", "sample", path, "--only", "case=numbers", "--out", png);
    assertRefused(
        "encoding needs a model with an encoder",
        "encode",
        path,
        "--only",
        "case=plane",
        "--out",
        file("a.npz"));
    assertRefused(
        "drawing observations needs a model with draws",
        "sample",
        path,
        "--only",
        "case=point",
        "--out",
        png);
    assertRefused(
        "drawing codes needs a model with a prior",
        "interpolate",
        path,
        "--only",
        "case=point",
        "--out",
        png);
    assertFalse(Files.exists(Path.of(png)));
  }

  @Test
  void whatIsCompressedIsReadAgain() throws IOException {
    String coded = file("images.lbc");
    String said = succeed("compress", images, "--split", "train", "--count", "150", "--out", coded);
    for (String row :
        new String[] {"bits back", "-ELBO", "starting bits, not charged", "gzip, one stream"}) {
      assertTrue(said.contains("\n" + row), said);
    }
    // Of a model that has hardly learned a code costs what its bound says.
    double rate = perValue(said, "bits back");
    assertEquals(perValue(said, "-ELBO"), rate, 0.02 * rate);
    succeed("decompress", images, "--in", coded, "--out", file("again.npz"));
    String pairs = file("pairs-of-train.npz");
    succeed("reconstruct", images, "--split", "train", "--count", "150", "--out", pairs);
    assertArrayEquals(floats(pairs, "x"), floats(file("again.npz"), "x"));
    assertEquals(header(pairs, "x"), header(file("again.npz"), "x"));
  }

  private static double perValue(String said, String row) {
    String line = said.lines().filter(each -> each.startsWith(row)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void aFileOfAnotherModelOrADamagedOneIsRefused() throws IOException {
    String coded = file("five.lbc");
    succeed("compress", images, "--count", "5", "--out", coded);
    String out = file("five-again.npz");
    Path labels = trials.get(1);
    assertRefused(
        "was coded by the model of trial " + Path.of(images).getFileName(),
        "decompress",
        trials.get(5).toString(),
        "--in",
        coded,
        "--out",
        out);
    byte[] bytes = Files.readAllBytes(Path.of(coded));
    for (int at : new int[] {10, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(Path.of(file("damaged.lbc")), damaged);
      assertRefused("is damaged", "decompress", images, "--in", file("damaged.lbc"), "--out", out);
    }
    Files.write(Path.of(file("damaged.lbc")), Arrays.copyOf(bytes, bytes.length - 40));
    assertRefused("is damaged", "decompress", images, "--in", file("damaged.lbc"), "--out", out);
    Files.write(Path.of(file("damaged.lbc")), new byte[50]);
    assertRefused(
        "no file that compress has written",
        "decompress",
        images,
        "--in",
        file("damaged.lbc"),
        "--out",
        out);
    assertFalse(Files.exists(Path.of(out)));
    assertRefused("looks at their labels", "compress", labels.toString(), "--out", file("a.lbc"));
    assertRefused(
        "only bits and grey levels", "compress", trials.get(2).toString(), "--out", file("a.lbc"));
    assertRefused(
        "latents with a posterior density",
        "compress",
        trials.get(5).toString(),
        "--out",
        file("a.lbc"));
    assertRefused("must end in .lbc", "compress", images, "--out", file("a.npz"));
    assertRefused("at most 14", "compress", images, "--latent-bits", "15", "--out", file("a.lbc"));
    assertRefused("decompress needs --in", "decompress", images, "--out", out);
  }
}
