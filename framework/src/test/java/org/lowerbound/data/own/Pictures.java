package org.lowerbound.data.own;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Made-up pictures in files. */
final class Pictures {
  private Pictures() {}

  /** A colour for each pixel. */
  interface Colors {
    int rgb(int x, int y);
  }

  static BufferedImage color(int width, int height, Colors colors) {
    return of(width, height, BufferedImage.TYPE_INT_RGB, colors);
  }

  static BufferedImage withOpacity(int width, int height, Colors colors) {
    return of(width, height, BufferedImage.TYPE_INT_ARGB, colors);
  }

  private static BufferedImage of(int width, int height, int type, Colors colors) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colors.rgb(x, y));
      }
    }
    return image;
  }

  /** Makes a grey image whose samples are as given: AWT would change them on their way. */
  static BufferedImage grey(int width, int height, Colors levels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, levels.rgb(x, y));
      }
    }
    return image;
  }

  static Path write(Path file, BufferedImage image, String format) {
    try {
      Files.createDirectories(file.getParent());
      if (!ImageIO.write(image, format, file.toFile())) {
        throw new AssertionError("no writer of " + format);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
