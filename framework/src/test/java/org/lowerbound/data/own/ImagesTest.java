package org.lowerbound.data.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.ImageFile;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

final class ImagesTest {
  @TempDir Path folder;

  private static ImageForm form(int channels) {
    return new ImageForm(Optional.empty(), channels, ImageFilter.BICUBIC, ImageFit.CROP);
  }

  private static ImageForm sized(int pixels, ImageFilter filter, ImageFit fit) {
    return new ImageForm(Optional.of(new ImageSize.Square(pixels)), 1, filter, fit);
  }

  private static ImageSplit half() {
    return new ImageSplit(share(0), share(0.5));
  }

  private static Optional<HeldOut> share(double share) {
    return Optional.of(new HeldOut.Share(share));
  }

  private static Optional<HeldOut> other(String folder) {
    return Optional.of(
        new HeldOut.Part(
            Optional.of(folder), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private Images images(ImageForm form, ImageSplit split, boolean labels) {
    return new Images(
        folder.resolve("all").toString(),
        form,
        split,
        Binarization.NONE,
        false,
        new LabelChoice.Whole(labels),
        0);
  }

  private static DataSource nowhere() {
    return new DataSource(Optional.empty(), Path.of("unused"));
  }

  private static Dataset load(Images images) {
    return images.load(nowhere());
  }

  /** Four images of one grey level each, in two folders, beside what is no image. */
  private void fourLevels() throws IOException {
    for (int i = 0; i < 4; i++) {
      int level = 10 * (i + 1);
      String name = (i < 2 ? "cat/" : "Ant/") + "image" + i + (i % 2 == 0 ? ".png" : ".PNG");
      Pictures.write(
          folder.resolve("all").resolve(name), Pictures.grey(3, 2, (x, y) -> level), "png");
    }
    Files.writeString(folder.resolve("all/readme.txt"), "no image");
    Files.writeString(folder.resolve("all/.hidden.png"), "no image");
    Files.createDirectories(folder.resolve("all/.cache"));
    Files.writeString(folder.resolve("all/.cache/thumb.png"), "no image");
  }

  private static Set<Integer> levels(Dataset data, Split split) {
    Observations.Bytes values = (Observations.Bytes) data.splits().get(split);
    Set<Integer> levels = new HashSet<>();
    for (int row = 0; row < values.count(); row++) {
      levels.add((int) values.values()[row * values.dimension()]);
    }
    return levels;
  }

  /** What Pillow 12.3 makes of a white square and a corner on black; its weights are rounded. */
  @Test
  void edgesAreResizedAsPillowDoes() {
    int[] argb = new int[64];
    for (int i = 0; i < argb.length; i++) {
      int x = i % 8;
      int y = i / 8;
      boolean white = (x >= 2 && x < 5 && y >= 3 && y < 6) || (x == 7 && y == 0);
      argb[i] = white ? 0xFFFFFFFF : 0xFF000000;
    }
    int[] cubic = {
      0, 0, 0, 0, 95, 0, 27, 36, 5, 0, 0, 199, 255, 38, 0, 0, 143, 191, 27, 0, 0, 0, 0, 0, 0
    };
    int[] lanczos = {
      0, 0, 0, 0, 97, 0, 23, 30, 4, 0, 0, 205, 255, 34, 3, 0, 140, 189, 23, 0, 0, 0, 0, 0, 0
    };
    for (ImageFilter filter : List.of(ImageFilter.BICUBIC, ImageFilter.LANCZOS)) {
      byte[] resized = new byte[25];
      Path unused = Path.of("unused");
      sized(5, filter, ImageFit.CROP)
          .put(
              new ImageFile.Pixels(8, 8, argb),
              unused,
              unused,
              new ImageSize.Sides(5, 5),
              resized,
              0);
      int[] expected = filter == ImageFilter.BICUBIC ? cubic : lanczos;
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], resized[i] & 0xFF, 1, filter + " " + i);
      }
    }
  }

  @Test
  void everyImageIsInOneSplit() throws IOException {
    fourLevels();
    Dataset data = load(images(form(1), half(), false));
    assertEquals(Shape.of(2, 3, 1), data.observationShape());
    assertEquals(ValueKind.GREY, data.kind());
    assertEquals(Set.of(Split.TRAIN, Split.TEST), data.splits().keySet());
    Set<Integer> all = levels(data, Split.TRAIN);
    all.addAll(levels(data, Split.TEST));
    assertEquals(2, data.splits().get(Split.TEST).count());
    assertEquals(Set.of(10, 20, 30, 40), all);
    assertEquals(data.fingerprint(), load(images(form(1), half(), false)).fingerprint());
    Pictures.write(folder.resolve("all/cat/image0.png"), Pictures.grey(3, 2, (x, y) -> 11), "png");
    assertNotEquals(data.fingerprint(), load(images(form(1), half(), false)).fingerprint());
  }

  @Test
  void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
    fourLevels();
    Dataset data = load(images(form(1), half(), true));
    assertEquals(2, data.labels().orElseThrow().classes());
    for (Split split : data.splits().keySet()) {
      Observations.Bytes values = (Observations.Bytes) data.splits().get(split);
      int[] numbers = data.labels().orElseThrow().numbers().get(split);
      for (int row = 0; row < values.count(); row++) {
        // "Ant" comes before "cat", whatever the locale, and has the levels 30 and 40.
        assertEquals(values.values()[row * 6] >= 30 ? 0 : 1, numbers[row]);
      }
    }
    Pictures.write(folder.resolve("all/loose.png"), Pictures.grey(3, 2, (x, y) -> 5), "png");
    assertRefused(images(form(1), half(), true), "loose.png: has no class");
  }

  @Test
  void coloursAreNeighboursRowByRow() {
    // Red to the right, green downwards, blue a mark at the lower left.
    Pictures.Colors colors =
        (x, y) -> ((50 * x) << 16) | ((60 * y) << 8) | (x == 0 && y == 1 ? 200 : 0);
    for (int i = 0; i < 2; i++) {
      Pictures.write(folder.resolve("all/" + i + ".png"), Pictures.color(3, 2, colors), "png");
    }
    Dataset data = load(images(form(3), half(), false));
    assertEquals(Shape.of(2, 3, 3), data.observationShape());
    byte[] expected = {
      0,
      0,
      0,
      50,
      0,
      0,
      100,
      0,
      0, //
      0,
      60,
      (byte) 200,
      50,
      60,
      0,
      100,
      60,
      0
    };
    assertArrayEquals(expected, ((Observations.Bytes) data.splits().get(Split.TRAIN)).values());
  }

  @Test
  void oneChannelIsTheLuma() {
    Pictures.Colors colors = (x, y) -> new int[] {0xFF0000, 0x00FF00, 0x0000FF, 0x808080}[x];
    for (int i = 0; i < 2; i++) {
      Pictures.write(folder.resolve("all/" + i + ".bmp"), Pictures.color(4, 1, colors), "bmp");
    }
    // 0.299, 0.587 and 0.114 of 255.
    assertArrayEquals(
        new byte[] {76, (byte) 150, 29, (byte) 128},
        ((Observations.Bytes) load(images(form(1), half(), false)).splits().get(Split.TRAIN))
            .values());
  }

  @Test
  void whatIsTransparentIsInFrontOfWhite() {
    Pictures.Colors colors = (x, y) -> new int[] {0x00000000, 0x80000000, 0xFF000000}[x];
    for (int i = 0; i < 2; i++) {
      Pictures.write(
          folder.resolve("all/" + i + ".png"), Pictures.withOpacity(3, 1, colors), "png");
    }
    // 255 · (1 − 128/255) = 127.
    assertArrayEquals(
        new byte[] {(byte) 255, 127, 0},
        ((Observations.Bytes) load(images(form(1), half(), false)).splits().get(Split.TRAIN))
            .values());
  }

  @Test
  void sizesAreMadeTheSameIfOneIsGiven() {
    // Four columns of which the middle two are bright.
    Pictures.write(
        folder.resolve("all/a.png"),
        Pictures.grey(8, 4, (x, y) -> x >= 2 && x < 6 ? 200 : 0),
        "png");
    Pictures.write(folder.resolve("all/b.png"), Pictures.grey(4, 4, (x, y) -> 200), "png");
    assertRefused(
        images(form(1), half(), false),
        "a.png has 4 x 8 pixels, but ",
        "b.png has 4 x 4; \"size\": 4 resizes all images");
    Dataset cropped = load(images(sized(2, ImageFilter.BOX, ImageFit.CROP), half(), false));
    for (Split split : cropped.splits().keySet()) {
      assertArrayEquals(
          new byte[] {(byte) 200, (byte) 200, (byte) 200, (byte) 200},
          ((Observations.Bytes) cropped.splits().get(split)).values());
    }
    Dataset stretched = load(images(sized(4, ImageFilter.BOX, ImageFit.STRETCH), half(), false));
    Set<Integer> corners = levels(stretched, Split.TRAIN);
    corners.addAll(levels(stretched, Split.TEST));
    assertEquals(Set.of(0, (int) (byte) 200), corners);
  }

  @Test
  void otherFoldersAreSplitsOfTheirOwn() throws IOException {
    fourLevels();
    Pictures.write(folder.resolve("test/cat/x.png"), Pictures.grey(3, 2, (x, y) -> 77), "png");
    ImageSplit split = new ImageSplit(share(0.25), other(folder.resolve("test").toString()));
    Dataset data = load(images(form(1), split, true));
    assertEquals(3, data.splits().get(Split.TRAIN).count());
    assertEquals(1, data.splits().get(Split.VALIDATION).count());
    assertEquals(Set.of(77), levels(data, Split.TEST));
    assertArrayEquals(new int[] {1}, data.labels().orElseThrow().numbers().get(Split.TEST));
    Pictures.write(folder.resolve("test/dog/x.png"), Pictures.grey(3, 2, (x, y) -> 7), "png");
    assertRefused(images(form(1), split, true), "there is no class dog in ", "has Ant, cat");
  }

  @Test
  void aFolderIsLookedForBelowTheDataDirectoryToo() throws IOException {
    fourLevels();
    Images relative =
        new Images(
            "all", form(1), half(), Binarization.NONE, false, new LabelChoice.Whole(false), 0);
    assertEquals(
        2,
        relative
            .load(new DataSource(Optional.of(folder), Path.of("unused")))
            .splits()
            .get(Split.TEST)
            .count());
    String message =
        assertThrows(DataException.class, () -> relative.check(nowhere())).getMessage();
    assertTrue(
        message.contains("all: there is no such file or folder; it was looked for at "), message);
    Files.writeString(folder.resolve("file"), "");
    Images file =
        new Images(
            folder.resolve("file").toString(),
            form(1),
            half(),
            Binarization.NONE,
            false,
            new LabelChoice.Whole(false),
            0);
    String itIsThere = assertThrows(DataException.class, () -> file.check(nowhere())).getMessage();
    assertTrue(itIsThere.contains("is a file; \"path\" of images is a folder"), itIsThere);
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("all"));
    Files.writeString(folder.resolve("all/a.txt"), "");
    assertRefused(images(form(1), half(), false), "there is no image in it", "1 other files");
    fourLevels();
    Files.writeString(folder.resolve("all/cat/b.webp"), "");
    assertRefused(images(form(1), half(), false), "b.webp: .webp is not read");
    Files.delete(folder.resolve("all/cat/b.webp"));
    Files.writeString(folder.resolve("all/cat/image1.PNG"), "damaged");
    assertRefused(images(form(1), half(), false), "image1.PNG: is no image");
    Files.createDirectories(folder.resolve("all/train"));
    Files.createDirectories(folder.resolve("all/test"));
    assertRefused(images(form(1), half(), false), "has the folders train and test");
  }

  @Test
  void aLoopOfLinksIsNamed() throws IOException {
    fourLevels();
    Files.createSymbolicLink(folder.resolve("all/cat/up"), folder.resolve("all"));
    assertRefused(images(form(1), half(), false), "cannot be listed", "loop");
  }

  private static void assertRefused(Images images, String... words) {
    String message = assertThrows(DataException.class, () -> load(images)).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void splitsAreChecked() throws IOException {
    fourLevels();
    assertRefused(
        images(form(1), new ImageSplit(share(2), share(2)), false),
        "of its 4 images 4 are held out, which leaves none to train on");
    assertEquals(
        "test must be more than 0: there must be a test split",
        assertThrows(IllegalArgumentException.class, () -> new ImageSplit(share(0.5), share(0)))
            .getMessage());
    HeldOut array =
        new HeldOut.Part(Optional.empty(), Optional.of("x"), Optional.empty(), Optional.empty());
    assertEquals(
        "test of images is a share, a number of them, or {\"path\": …}, another folder",
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageSplit(share(0.5), Optional.of(array)))
            .getMessage());
  }
}
