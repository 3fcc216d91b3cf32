package org.lowerbound.data.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

/** The types of data of one's own, on files. */
class OwnFilesTest {
  @TempDir private Path folder;

  @Test
  void readsATableWithClassesFactorsAndSplits() throws IOException {
    String rows =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    "%d,%d,%s,%d,%s"
                        .formatted(
                            i, 2 * i, i % 2 == 0 ? "ox" : "cat", i % 3, i < 8 ? "train" : "test"))
            .collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("table.csv"), "id,x,class,size,part\n" + rows);
    Dataset dataset =
        csv("table.csv", Optional.of("class"), List.of("id"), List.of("size"), Optional.of("part"))
            .load(source());
    assertEquals("csv", dataset.name());
    assertEquals(Shape.of(1), dataset.observationShape());
    assertEquals(ValueKind.REAL, dataset.kind());
    assertEquals(14, dataset.splits().get(Split.TRAIN).value(ValueKind.REAL, 7, 0));
    assertArrayEquals(
        new int[] {1, 0, 1, 0}, dataset.labels().orElseThrow().numbers().get(Split.TEST));
    assertEquals(List.of("size"), dataset.factors().orElseThrow().names());
    assertEquals(
        folder.resolve("table.csv") + ": has no column 'age'; there are id, x, class, size, part",
        message(csv("table.csv", Optional.of("age"), List.of(), List.of(), Optional.empty())));
    assertTrue(
        message(csv("table.csv", Optional.empty(), List.of(), List.of(), Optional.empty()))
            .contains("line 2, column 'class': 'ox' is no finite number"));
    Files.writeString(folder.resolve("index.csv"), ",x\n0,1\n1,2\n");
    assertTrue(
        message(csv("index.csv", Optional.empty(), List.of(), List.of(), Optional.empty()))
            .endsWith("column 1 has no name; if it is an index, \"ignore\": [\"\"] leaves it out"));
    assertEquals(
        "the path of the data is empty; a file is needed",
        message(csv("", Optional.empty(), List.of(), List.of(), Optional.empty())));
    assertEquals(
        "\"factors\" names 'x' more than once",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    csv(
                        "names.csv",
                        Optional.empty(),
                        List.of(),
                        List.of("x", "x"),
                        Optional.empty()))
            .getMessage());
    Files.writeString(folder.resolve("names.csv"), "x,y\n");
    assertTrue(
        message(csv("names.csv", Optional.empty(), List.of(), List.of(), Optional.empty()))
            .endsWith("has no row below the columns' names; an example is needed"));
  }

  @Test
  void readsImagesInMnistsLayout() throws IOException {
    byte[] images = TestFiles.randomBytes(20 * 6);
    byte[] labels = new byte[20];
    labels[3] = 7;
    Files.write(folder.resolve("images"), TestFiles.gzip(TestFiles.idx(8, images, 20, 2, 3)));
    Files.write(folder.resolve("labels"), TestFiles.idx(8, labels, 20));
    Files.write(folder.resolve("few"), TestFiles.idx(8, labels, 10, 2));
    Dataset dataset =
        new IdxData("images", labels("labels"), Optional.empty(), options()).load(source());
    assertEquals(Shape.of(2, 3, 1), dataset.observationShape());
    assertEquals(ValueKind.GREY, dataset.kind());
    assertEquals(2, dataset.labels().orElseThrow().classes());
    assertTrue(
        message(new IdxData("images", labels("few"), Optional.empty(), options()))
            .contains("labels of 20 examples are [20]"));
    assertTrue(
        message(new IdxData(".", labels("few"), Optional.empty(), options()))
            .contains("is a folder, but a file is needed"));
  }

  @Test
  void readsArraysOfOneFile() throws IOException, URISyntaxException {
    Path golden = Path.of(OwnFilesTest.class.getResource("/golden/arrays/types.h5").toURI());
    Files.copy(golden, folder.resolve("x.h5"));
    ArrayData data =
        new ArrayData(
            "x.h5",
            Optional.of("group/gzip"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Layout.CHANNELS_LAST,
            held(new HeldOut.Share(1), part(Optional.empty(), Optional.of("group/lzf"))));
    Dataset dataset = data.load(source());
    assertEquals(Shape.of(3, 4, 1), dataset.observationShape());
    assertEquals(4, dataset.splits().get(Split.TRAIN).count());
    assertEquals(5, dataset.splits().get(Split.TEST).count());
    assertEquals(59 / 255.0, dataset.splits().get(Split.TEST).value(ValueKind.GREY, 4, 11), 1e-12);
  }

  @Test
  void saysWhereItHasLooked() {
    String message = message(new IdxData("no/x", Optional.empty(), Optional.empty(), options()));
    assertTrue(
        message.startsWith("no/x: there is no such file or folder; it was looked for at "),
        message);
    assertTrue(message.contains(Path.of("no/x").toAbsolutePath().toString()), message);
    assertTrue(message.contains(folder.resolve("no/x").toString()), message);
    DatasetSpec spec = new IdxData("no/x", Optional.empty(), Optional.empty(), options());
    assertThrows(DataException.class, () -> spec.check(source()));
  }

  @Test
  void refusesOptionsThatContradictEachOther() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ArrayData(
                "x.npz",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("split"),
                Layout.CHANNELS_LAST,
                held(new HeldOut.Share(0.1), new HeldOut.Share(0.1))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new IdxData(
                "x",
                labels("y"),
                Optional.empty(),
                held(new HeldOut.Share(0.1), part(Optional.of("z"), Optional.empty()))));
    assertThrows(IllegalArgumentException.class, () -> part(Optional.empty(), Optional.empty()));
  }

  private CsvData csv(
      String path,
      Optional<String> label,
      List<String> ignore,
      List<String> factors,
      Optional<String> split) {
    return new CsvData(
        path,
        label.map(OwnLabels.Whole::new),
        ImmutableList.of(),
        ignore,
        factors,
        split,
        Optional.empty(),
        options());
  }

  private static Optional<OwnLabels> labels(String from) {
    return Optional.of(new OwnLabels.Whole(from));
  }

  private static HeldOut.Part part(Optional<String> path, Optional<String> key) {
    return new HeldOut.Part(path, key, Optional.empty(), Optional.empty());
  }

  private static OwnOptions options() {
    return new OwnOptions(
        Optional.empty(), Optional.empty(), OwnValues.AUTO, Binarization.NONE, false, false, 0);
  }

  private static OwnOptions held(HeldOut validation, HeldOut test) {
    return new OwnOptions(
        Optional.of(validation),
        Optional.of(test),
        OwnValues.AUTO,
        Binarization.NONE,
        false,
        false,
        0);
  }

  private DataSource source() {
    return TestFiles.source(folder, folder);
  }

  private String message(DatasetSpec spec) {
    String message = assertThrows(DataException.class, () -> spec.load(source())).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
