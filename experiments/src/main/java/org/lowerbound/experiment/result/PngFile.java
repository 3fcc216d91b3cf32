package org.lowerbound.experiment.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.lowerbound.picture.PanelPicture;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Raster;

/** Pictures as PNG files. Needs no display. */
public final class PngFile {
  private PngFile() {}

  /**
   * Writes a picture, whole or not at all; the bytes are a function of the picture alone.
   *
   * @throws ResultException if it cannot be written
   */
  public static void write(Path file, Picture picture) {
    AtomicFiles.write(file, PngEncoder.encode(picture));
  }

  /**
   * Reads the pixels of a picture.
   *
   * @throws ResultException if the file is not there or is not a picture
   */
  public static Raster read(Path file) {
    return decode(file, bytes(file));
  }

  /**
   * Reads a picture and its parts.
   *
   * @throws ResultException if the file is not there or is not a picture
   */
  public static Picture readPanels(Path file) {
    byte[] bytes = bytes(file);
    Raster raster = decode(file, bytes);
    try {
      return new PanelPicture(raster, PngPanels.read(bytes));
    } catch (IllegalArgumentException e) {
      throw new ResultException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ResultException("cannot read " + file + ": there is no such file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Raster decode(Path file, byte[] bytes) {
    BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(bytes));
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
