package org.lowerbound.experiment.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lowerbound.evaluation.Raster;

/** Pictures as PNG files. Needs no display. */
public final class PngFile {
  private static final String FORMAT = "png";

  private PngFile() {}

  /**
   * Writes a picture, whole or not at all.
   *
   * @throws ResultException if it cannot be written
   */
  public static void write(Path file, Raster raster) {
    AtomicFiles.write(file, encode(raster));
  }

  private static byte[] encode(Raster raster) {
    BufferedImage image =
        new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, raster.width(), raster.height(), raster.pixels(), 0, raster.width());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not ImageIO's own stream, which would keep its bytes in a temporary file.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, FORMAT, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a picture.
   *
   * @throws ResultException if the file is not there or is not a picture
   */
  public static Raster read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ResultException("cannot read " + file + ": there is no such file");
    }
    BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + e.getMessage(), e);
    }
    if (image == null) {
      throw new ResultException("cannot read " + file + ": it is not a picture");
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xFFFFFF; // What comes with it is the opacity.
    }
    return new Raster(width, height, pixels);
  }
}
