package org.lowerbound.data.named;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Split;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.FileContent;
import org.lowerbound.data.source.RemoteFile;
import org.tensorflow.ndarray.Shape;

/** Sets whose checksums are not published: known by name, length, header and counts. */
class UnpublishedFilesTest {
  private static final DataFolders FOLDERS = DataFolders.namedOnly("set", "Set/raw");
  private static final String PAGE = "https://example.org/set";

  @TempDir Path directory;

  @Test
  void emnistIsUprightAndItsLettersAreNumberedFromZero() throws IOException {
    byte[] pixels = new byte[2 * 784];
    // Stored column by column: row 1, column 2 is at 2 · 28 + 1.
    pixels[2 * 28 + 1] = 7;
    pixels[784 + 27] = 9;
    write("set/t-images-idx3-ubyte", TestFiles.idx(0x08, pixels, 2, 28, 28));
    write("set/t-labels-idx1-ubyte", TestFiles.idx(0x08, new byte[] {1, 26}, 2));
    IdxPart part = part(2, EmnistSplit.LETTERS.numbering(), PixelOrder.COLUMN_BY_COLUMN);
    ImageLevels images = part.images(source());
    assertEquals(Shape.of(28, 28, 1), images.shape());
    assertEquals(7, images.levels().values()[28 + 2]);
    assertEquals(9, images.levels().values()[784 + 27 * 28]);
    assertArrayEquals(new int[] {0, 25}, part.labels(source(), 2));
  }

  @Test
  void aLabelOutOfRangeIsNamedWithItsFile() throws IOException {
    Path path = write("set/t-labels-idx1-ubyte", TestFiles.idx(0x08, new byte[] {1, 27}, 2));
    IdxPart part = part(2, EmnistSplit.LETTERS.numbering(), PixelOrder.COLUMN_BY_COLUMN);
    assertEquals(
        path
            + ": label 1 is 27, but labels are 1 … 26; put the original in its place; it is found"
            + " at https://example.org/set",
        assertThrows(DataException.class, () -> part.labels(source(), 2)).getMessage());
  }

  @Test
  void aFileOfAnotherLengthIsRefused() throws IOException {
    Path path = write("set/t-labels-idx1-ubyte", TestFiles.idx(0x08, new byte[3], 3));
    IdxPart part = part(2, EmnistSplit.DIGITS.numbering(), PixelOrder.COLUMN_BY_COLUMN);
    String message = assertThrows(DataException.class, () -> part.labels(source(), 2)).getMessage();
    assertTrue(
        message.startsWith(
            path + ": holds 11 bytes, but t-labels-idx1-ubyte has 10: it is truncated"),
        message);
  }

  @Test
  void filesThatMayBeAnotherSetsAreNotTaken() throws IOException {
    // Kuzushiji-MNIST has the names and lengths of MNIST.
    write("t-labels-idx1-ubyte", TestFiles.idx(0x08, new byte[2], 2));
    write("raw/t-labels-idx1-ubyte", TestFiles.idx(0x08, new byte[2], 2));
    IdxPart part = part(2, EmnistSplit.DIGITS.numbering(), PixelOrder.ROW_BY_ROW);
    String message = assertThrows(DataException.class, () -> part.labels(source(), 2)).getMessage();
    assertTrue(
        message.startsWith(
            "set: the file t-labels-idx1-ubyte is missing and is not downloaded: no checksum of it"
                + " is published\n  not in the folders set, Set/raw of "
                + directory),
        message);
    assertTrue(
        message.endsWith(
            "t-labels-idx1-ubyte: 10 bytes when unpacked, no SHA-256 is published\n"
                + "  found at https://example.org/set"),
        message);
  }

  @Test
  void cifarPutsTheThreeValuesOfAPixelSideBySide() throws IOException {
    byte[] first = cifar(3, 1);
    byte[] second = cifar(9, 2);
    write("set/a.bin", first);
    write("set/b.bin", second);
    CifarPart part = new CifarPart(ImmutableList.of(bin("a"), bin("b")), 1);
    ImageLevels images = part.images(source());
    assertEquals(Shape.of(32, 32, 3), images.shape());
    assertEquals(2, images.levels().count());
    for (int image = 0; image < 2; image++) {
      for (int pixel : new int[] {0, 1, 32, 1023}) {
        for (int channel = 0; channel < 3; channel++) {
          byte[] stored = image == 0 ? first : second;
          assertEquals(
              stored[1 + channel * 1024 + pixel],
              images.levels().values()[image * 3072 + pixel * 3 + channel]);
        }
      }
    }
    assertArrayEquals(new int[] {3, 9}, part.labels(source(), 2));
    GreyImages set = new GreyImages("set", 10, part, part);
    Dataset data = set.load(source(), new GreyImageOptions(Binarization.NONE, true, 1, true, 0));
    assertEquals(ValueKind.DEQUANTIZED, data.observedKind());
    assertEquals(1, data.splits().get(Split.VALIDATION).count());
  }

  @Test
  void cifarNamesAClassThatIsNone() throws IOException {
    Path path = write("set/a.bin", cifar(10, 1));
    CifarPart part = new CifarPart(ImmutableList.of(bin("a")), 1);
    assertTrue(
        assertThrows(DataException.class, () -> part.images(source()))
            .getMessage()
            .startsWith(
                path
                    + ": image 1 is of class 10, but classes are 0 … 9: it is not a CIFAR-10"
                    + " file"));
  }

  @Test
  void cifarNamesATruncatedFile() throws IOException {
    write("set/a.bin", Arrays.copyOf(cifar(1, 1), 3000));
    CifarPart part = new CifarPart(ImmutableList.of(bin("a")), 1);
    assertThrows(DataException.class, () -> part.check(source(), false));
    assertThrows(DataException.class, () -> part.images(source()));
  }

  @Test
  void allSetsRefuseToHoldOutMoreThanTheyHave() {
    for (int validation : new int[] {-1, 112_800}) {
      assertEquals(
          "validation must be 0 … 112799 (of the 112800 training images) but is " + validation,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Emnist(EmnistSplit.BALANCED, options(validation)))
              .getMessage());
    }
    assertEquals(
        "validation must be 0 … 49999 (of the 50000 training images) but is 50000",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Cifar10(false, 50_000, new LabelChoice.Whole(false), 0))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new KuzushijiMnist(options(60_000)));
    assertDoesNotThrow(() -> new KuzushijiMnist(options(59_999)));
  }

  @Test
  void checkFindsCompressedAndPlainFilesOfTheRightLengths() throws IOException {
    KuzushijiMnist spec = new KuzushijiMnist(options(0));
    DataSource source = source();
    assertThrows(DataException.class, () -> spec.check(source));
    Path folder = Files.createDirectories(directory.resolve("kmnist"));
    for (String part : new String[] {"train", "t10k"}) {
      int count = part.equals("train") ? 60_000 : 10_000;
      Files.write(
          folder.resolve(part + "-images-idx3-ubyte.gz"),
          TestFiles.gzip(TestFiles.idx(0x08, new byte[count * 784], count, 28, 28)));
    }
    assertDoesNotThrow(() -> spec.check(source));
    assertThrows(
        DataException.class,
        () ->
            new KuzushijiMnist(new GreyImageOptions(Binarization.NONE, false, 0, true, 0))
                .check(source));
  }

  private static GreyImageOptions options(int validation) {
    return new GreyImageOptions(Binarization.NONE, false, validation, false, 0);
  }

  private static IdxPart part(int count, IdxPart.Numbering numbering, PixelOrder order) {
    return GreyImages.unpublished(FOLDERS, "t", count, numbering, order, PAGE);
  }

  private static RemoteFile bin(String name) {
    return RemoteFile.unpublished(
        FOLDERS, name + ".bin", FileContent.unpublished(CifarPart.RECORD), PAGE);
  }

  private static byte[] cifar(int label, int factor) {
    byte[] record = new byte[CifarPart.RECORD];
    for (int i = 1; i < record.length; i++) {
      record[i] = (byte) (factor * i % 251);
    }
    record[0] = (byte) label;
    return record;
  }

  private Path write(String name, byte[] content) throws IOException {
    return TestFiles.write(directory.resolve(name), content);
  }

  private DataSource source() {
    return TestFiles.source(directory, directory);
  }
}
