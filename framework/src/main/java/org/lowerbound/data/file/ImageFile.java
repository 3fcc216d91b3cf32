package org.lowerbound.data.file;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.lowerbound.data.source.DataException;

/**
 * Reads PNG, JPEG, GIF (of which the first frame) and BMP. This is the one class of the framework
 * that uses AWT, and it needs no display.
 *
 * <p>Samples are taken as they are stored: there is no conversion by gamma or colour profile, and
 * no rotation by metadata. Those of 16 bits are rounded to 8.
 */
public final class ImageFile {
  private static final ImmutableSet<String> FORMATS = ImmutableSet.of("png", "jpeg", "gif", "bmp");
  private static final String FORMATS_WORK = "PNG, JPEG, GIF and BMP work";
  private static final long MOST_BYTES = 1L << 28;
  private static final long MOST_PIXELS = 1L << 26;

  private static final int COLOURS = 3;

  /** What the JDK says of a JPEG in four inks. */
  private static final String OTHER_COLOURS = "Unsupported Image Type";

  static {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private ImageFile() {}

  /**
   * An image.
   *
   * @param height in pixels
   * @param width in pixels
   * @param argb a number for each pixel, row by row: opacity, red, green and blue, 8 bits each,
   *     opacity highest; the colours are not multiplied by it
   */
  @SuppressWarnings("ArrayRecordComponent") // Shared, never compared or changed.
  public record Pixels(int height, int width, int[] argb) {}

  /**
   * Reads an image.
   *
   * @throws DataException if it cannot be read, is none, or is too large
   */
  public static Pixels read(Path path) {
    try {
      long size = Files.size(path);
      if (size > MOST_BYTES) {
        throw new DataException(
            String.format(
                "%s: has %d bytes, more than an image may have (%d)", path, size, MOST_BYTES));
      }
      return read(path, Files.readAllBytes(path));
    } catch (IOException e) {
      throw new DataException(
          String.format("%s: cannot be read as an image: %s; %s", path, reason(e), FORMATS_WORK),
          e);
    }
  }

  private static Pixels read(Path path, byte[] content) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      ImageReader reader =
          Streams.stream(ImageIO.getImageReaders(in))
              .filter(ImageFile::isTaken)
              .findFirst()
              .orElseThrow(
                  () ->
                      new DataException(
                          String.format(
                              "%s: is no image that can be read here; %s", path, FORMATS_WORK)));
      try {
        return read(path, reader, in);
      } catch (RuntimeException e) {
        if (e instanceof DataException) {
          throw e;
        }
        // Readers of the JDK throw these at content that is not what its header says.
        throw new IOException("it is damaged: " + e, e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static boolean isTaken(ImageReader reader) {
    try {
      return FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      return false;
    }
  }

  private static Pixels read(Path path, ImageReader reader, ImageInputStream in)
      throws IOException {
    reader.setInput(in, true, true);
    // Before any memory is taken for them.
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    if (height <= 0 || width <= 0 || (long) height * width > MOST_PIXELS) {
      throw new DataException(
          String.format(
              "%s: has %d x %d pixels, but an image may have %d in all",
              path, height, width, MOST_PIXELS));
    }
    StringBuilder damage = new StringBuilder();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (isDamage(warning)) {
            damage.append(damage.length() == 0 ? "" : "; ").append(warning);
          }
        });
    BufferedImage image = requireNonNull(reader.read(0));
    if (damage.length() > 0) {
      throw new IOException(damage.toString());
    } else if (isJpeg(reader) && image.getRaster().getNumBands() > COLOURS) {
      throw new IIOException(OTHER_COLOURS);
    }
    return new Pixels(image.getHeight(), image.getWidth(), argb(image));
  }

  private static boolean isJpeg(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("jpeg");
  }

  /** Of a JPEG that ends too early the JDK gives what there is, and a warning. */
  private static boolean isDamage(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    return lower.contains("premature") || lower.contains("truncated") || lower.contains("corrupt");
  }

  private static int[] argb(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = new int[image.getHeight() * width];
    // AWT takes grey samples for linear ones and would brighten them.
    Optional<Samples> samples = Samples.of(image);
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i / width;
      pixels[i] = samples.isPresent() ? samples.get().argb(x, y) : image.getRGB(x, y);
    }
    return pixels;
  }

  /** Stored samples: grey, or red, green and blue, each with opacity or without it. */
  private record Samples(Raster raster, int bands, int bits) {
    static Optional<Samples> of(BufferedImage image) {
      ColorModel model = image.getColorModel();
      Raster raster = image.getRaster();
      int bits = model.getComponentSize(0);
      return model instanceof ComponentColorModel && bits <= Short.SIZE
          ? Optional.of(new Samples(raster, raster.getNumBands(), bits))
          : Optional.empty();
    }

    int argb(int x, int y) {
      boolean grey = bands <= 2;
      int opacity = bands % 2 == 0 ? level(x, y, bands - 1) : 255;
      int red = level(x, y, 0);
      int green = grey ? red : level(x, y, 1);
      int blue = grey ? red : level(x, y, 2);
      return opacity << 24 | red << 16 | green << 8 | blue;
    }

    /** Returns a sample on 0 … 255, rounded. */
    private int level(int x, int y, int band) {
      int largest = (1 << bits) - 1;
      return (raster.getSample(x, y, band) * 255 + largest / 2) / largest;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof IIOException && OTHER_COLOURS.equals(e.getMessage())) {
      return "it has other colours than grey or red, green and blue, such as CMYK";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e.getCause() == null || e.getCause().getMessage() == null
        ? message
        : message + " (" + e.getCause().getMessage() + ")";
  }
}
