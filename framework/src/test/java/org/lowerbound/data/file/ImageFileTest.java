package org.lowerbound.data.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.source.DataException;

final class ImageFileTest {
  @TempDir Path folder;

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("image." + format);
    assertTrue(ImageIO.write(image, format, file.toFile()));
    return file;
  }

  private static BufferedImage striped(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, 0xFF000000 | (i * 7919 & 0xFFFFFF));
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void coloursAreThoseOfTheFile(String format) throws IOException {
    ImageFile.Pixels pixels =
        ImageFile.read(write(striped(BufferedImage.TYPE_INT_RGB, 3, 2), format));
    assertEquals(2, pixels.height());
    assertEquals(3, pixels.width());
    int[] expected = new int[6];
    Arrays.setAll(expected, i -> 0xFF000000 | i * 7919);
    assertArrayEquals(expected, pixels.argb());
  }

  @Test
  void greySamplesAreNotBrightened() throws IOException {
    BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage deep = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < 256; x++) {
      grey.getRaster().setSample(x, 0, 0, x);
      deep.getRaster().setSample(x, 0, 0, x * 257 + (x % 3 - 1) * (x == 0 ? 0 : 100));
    }
    int[] expected = new int[256];
    Arrays.setAll(expected, x -> 0xFF000000 | x * 0x010101);
    assertArrayEquals(expected, ImageFile.read(write(grey, "png")).argb());
    // 100 of 65,535 is less than half a level.
    assertArrayEquals(
        Arrays.copyOf(expected, 255),
        Arrays.copyOf(ImageFile.read(write(deep, "png")).argb(), 255));
  }

  @Test
  void palettesAndBitsAreLookedUp() throws IOException {
    byte[] red = {10, (byte) 200};
    byte[] green = {20, 0};
    byte[] blue = {30, 1};
    BufferedImage image =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, red, green, blue));
    image.getRaster().setSample(1, 0, 0, 1);
    for (String format : new String[] {"png", "gif"}) {
      assertArrayEquals(
          new int[] {0xFF0A141E, 0xFFC80001}, ImageFile.read(write(image, format)).argb(), format);
    }
  }

  @Test
  void opacityIsKeptApartFromTheColours() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80FF4020);
    image.setRGB(1, 0, 0x01FFFFFF);
    assertArrayEquals(
        new int[] {0x80FF4020, 0x01FFFFFF}, ImageFile.read(write(image, "png")).argb());
  }

  @Test
  void aJpegIsCloseToWhatWasWritten() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0xC86432);
    }
    for (int pixel : ImageFile.read(write(image, "jpg")).argb()) {
      assertEquals(0xC8, pixel >> 16 & 0xFF, 3);
      assertEquals(0x64, pixel >> 8 & 0xFF, 3);
      assertEquals(0x32, pixel & 0xFF, 3);
    }
  }

  private void assertRefused(Path file, String words) {
    String message = assertThrows(DataException.class, () -> ImageFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(words), message);
    assertEquals(1, message.lines().count(), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void whatEndsTooEarlyIsDamaged(String format) throws IOException {
    Path file = write(striped(BufferedImage.TYPE_INT_RGB, 64, 64), format);
    byte[] all = Files.readAllBytes(file);
    for (int kept : new int[] {all.length / 2, all.length * 9 / 10, 20}) {
      Files.write(file, Arrays.copyOf(all, kept));
      assertRefused(file, "");
    }
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    Path file = folder.resolve("image.png");
    Files.writeString(file, "not an image");
    assertRefused(file, "is no image that can be read here; PNG, JPEG, GIF and BMP work");
    Files.write(file, new byte[0]);
    assertRefused(file, "is no image");
    assertRefused(folder.resolve("missing.png"), "cannot be read as an image");
  }

  @Test
  void aHugeHeaderIsRefusedBeforeThereIsMemoryForIt() throws IOException {
    Path file = write(striped(BufferedImage.TYPE_INT_RGB, 4, 4), "png");
    byte[] all = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(all);
    header.putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
    CRC32 crc = new CRC32();
    crc.update(all, 12, 17);
    header.putInt(29, (int) crc.getValue());
    Files.write(file, all);
    assertRefused(file, "has 2000000000 x 2000000000 pixels, but an image may have 67108864");
  }

  @Test
  void fourInksAreNamed() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_4BYTE_ABGR);
    Path file = folder.resolve("cmyk.jpg");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image.getRaster(), null, null), null);
    }
    writer.dispose();
    assertRefused(file, "such as CMYK");
    // With the marker of Adobe, whose last byte says CMYK.
    byte[] all = Files.readAllBytes(file);
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    Files.write(
        file, Bytes.concat(Arrays.copyOf(all, 2), marker, Arrays.copyOfRange(all, 2, all.length)));
    assertRefused(file, "such as CMYK");
  }
}
