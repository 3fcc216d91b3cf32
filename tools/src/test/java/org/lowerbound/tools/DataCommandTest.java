package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.picture.Raster;

/** {@code data} on small files of this test's own. */
class DataCommandTest {
  private static final String BATCH = "cifar10/test_batch.bin";
  private static final int BATCH_BYTES = 10_000 * 3073;

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void makeDataDirectory() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
  }

  @Test
  void listTellsOfEverySetWithin80Columns() throws IOException {
    write(BATCH, new byte[BATCH_BYTES]);
    String list = run(0, "list");
    assertTrue(list.contains("\nmoons                   made by code\n"), list);
    assertTrue(
        list.contains("\ncifar10                 1 of 6 files here; the rest is to be put there\n"),
        list);
    assertTrue(list.contains("\nkmnist                  not here; is to be put there\n"), list);
    assertTrue(
        list.contains("nearly all published OMNIGLOT likelihoods are: they do not compare"), list);
    assertTrue(list.lines().allMatch(line -> line.length() <= 80), list);
    assertFalse(list.contains("\narray "), list);
  }

  @Test
  void verifySaysWhatIsRightAndWhatIsWrong() throws IOException {
    for (int i = 1; i <= 5; i++) {
      write("cifar10/data_batch_" + i + ".bin", new byte[BATCH_BYTES]);
    }
    Path test = write(BATCH, new byte[BATCH_BYTES - 1]);
    String said = run(1, "verify", "cifar10");
    assertTrue(
        said.contains("cifar10: " + data.resolve("cifar10/data_batch_1.bin") + ": SHA-256 "), said);
    assertTrue(
        said.contains("tools: cifar10: " + test + ": holds 30729999 bytes, but test_batch.bin has"),
        said);
    write(BATCH, new byte[BATCH_BYTES]);
    assertTrue(
        run(0, "verify", "cifar10")
            .endsWith("cifar10: 45000 train, 5000 validation, 10000 test\n"));
    // A class that is none, of which only reading tells.
    byte[] wrong = new byte[BATCH_BYTES];
    wrong[3073] = 11;
    write(BATCH, wrong);
    said = run(1, "verify", "cifar10");
    assertTrue(said.contains(test + ": image 2 is of class 11, but classes are 0 … 9"), said);
  }

  @Test
  void verifyOfASetThatIsMissingIsAProblem() {
    String said = run(1, "verify", "kmnist");
    assertTrue(
        said.startsWith("tools: kmnist: the file train-images-idx3-ubyte is missing and"), said);
    assertTrue(
        run(0, "verify", "bars").endsWith("bars: 20000 train, 1000 validation, 10000 test\n"));
  }

  @Test
  void fetchSaysWhatCannotBeFetched() {
    String said = run(2, "fetch", "emnist");
    assertTrue(said.contains("is not downloaded: no checksum of it is published"), said);
    assertTrue(said.contains("found at https://www.nist.gov/"), said);
    assertEquals("moons: is made by code; there is nothing to fetch\n", run(0, "fetch", "moons"));
    assertTrue(
        run(2, "fetch", "mnits")
            .startsWith("tools: unknown data set 'mnits'; did you mean 'mnist'"));
  }

  @Test
  void sheetsShowImagesAndPoints() {
    Path out = folder.resolve("x.png");
    assertEquals(
        out + ": the first 4 of 10 of the train split of bars\n",
        run(0, "sheet", bars(1), "--out", out.toString(), "--count", "4"));
    Raster images = PngFile.read(out);
    // 8 pixels by 16 for each, two images with a gap of 4 and margins of 8.
    assertEquals(2 * 8 + 2 * 128 + 4, images.width());
    assertEquals(images.width(), images.height());
    String moons =
        "{\"type\": \"moons\", \"labels\": true, \"train\": 50, \"validation\": 0, \"test\": 5}";
    assertEquals(
        out + ": the first 5 of 5 of the test split of moons\n",
        run(0, "sheet", moons, "--out", out.toString(), "--split", "test"));
    long colors = Arrays.stream(PngFile.read(out).pixels()).distinct().count();
    // White, letters, the plane, and the points of at least one class.
    assertTrue(colors >= 4, () -> colors + " colours");
    assertTrue(
        run(2, "sheet", moons, "--out", out.toString(), "--split", "validation")
            .startsWith("tools: moons has no validation split"));
    assertEquals(
        "tools: a sheet shows images, or vectors of at least 2 values, but those of none have 0\n",
        run(2, "sheet", "none", "--out", out.toString()));
  }

  @Test
  void sheetsTakeTheDataSetOfASweepOrATrial() throws IOException {
    Path out = folder.resolve("x.png");
    String trial =
        "{\"dataset\": %s, \"model\": {\"type\": \"vae\", \"latents\": 1}, \"objective\": \"elbo\","
            + " \"training\": {\"epochs\": 1}, \"evaluation\": {\"metrics\": [\"elbo\"]}}";
    Path sweep =
        Files.writeString(
            folder.resolve("s.json"),
            ("{\"name\": \"s\", \"trial\": "
                    + trial
                    + ", \"axes\": [{\"grid\": {\"dataset.seed\":"
                    + " [1, 2]}}]}")
                .formatted(bars(1)));
    assertTrue(
        run(2, "sheet", sweep.toString(), "--out", out.toString())
            .contains("s.json: its trials have 2 data sets, but one is needed; --only chooses"));
    run(0, "sheet", sweep.toString(), "--only", "dataset.seed=2", "--out", out.toString());
    Raster two = PngFile.read(out);
    write("trial/config.json", trial.formatted(bars(2)).getBytes(UTF_8));
    run(0, "sheet", data.resolve("trial").toString(), "--out", out.toString());
    assertEquals(Arrays.hashCode(two.pixels()), Arrays.hashCode(PngFile.read(out).pixels()));
    assertTrue(
        run(2, "sheet", "brs", "--out", out.toString())
            .startsWith("tools: brs is neither a data set's name nor its JSON"));
  }

  @Test
  void badUsageIsNamed() {
    assertTrue(run(2).startsWith("tools: data needs one of list, fetch, verify, sheet"));
    assertTrue(run(2, "lst").contains("did you mean 'list'?"));
    assertTrue(run(2, "fetch").startsWith("tools: data fetch takes one NAME, but was given none"));
    assertTrue(run(2, "list", "x").startsWith("tools: data list takes nothing else"));
    assertTrue(run(2, "sheet", "bars").startsWith("tools: data sheet needs --out FILE"));
    assertTrue(run(2, "list", "--al").contains("unknown option '--al'"));
  }

  private static String bars(int seed) {
    return "{\"type\": \"bars\", \"train\": 10, \"validation\": 0, \"test\": 5, \"seed\": %d}"
        .formatted(seed);
  }

  private Path write(String name, byte[] content) throws IOException {
    Path path = data.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, content);
  }

  private String run(int status, String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, UTF_8);
    String[] all =
        Stream.of(Stream.of("data"), Stream.of(args), Stream.of("--data", data.toString()))
            .flatMap(part -> part)
            .toArray(String[]::new);
    int actual = Tools.run(all, stream, stream);
    assertEquals(status, actual, () -> said.toString(UTF_8));
    return said.toString(UTF_8);
  }
}
