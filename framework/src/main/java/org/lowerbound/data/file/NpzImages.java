package org.lowerbound.data.file;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.lowerbound.data.source.DataException;

/**
 * Reads the images of a NumPy archive one after the other, as they may be more than one array
 * holds: the entry {@code imgs.npy} of unsigned bytes (NumPy enhancement proposal 1).
 */
public final class NpzImages {
  private static final String ENTRY = "imgs.npy";

  /** Takes one image after the other. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes an image.
     *
     * @param image its number, from 0
     * @param values of it; the array is used again for the next
     */
    void take(int image, byte[] values);
  }

  private NpzImages() {}

  /**
   * Reads all images.
   *
   * @param file the archive's place, for messages
   * @param content the archive
   * @param count how many images it must have
   * @param side their height and width
   * @param taker takes them
   * @throws DataException if the archive is damaged, or another
   */
  public static void read(Path file, InputStream content, int count, int side, Taker taker) {
    try {
      // Not closed: the caller reads on, to know the whole file's checksum.
      ZipInputStream zip = new ZipInputStream(content);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(ENTRY)) {
          checkHeader(file, zip, ImmutableList.of(count, side, side));
          readImages(file, zip, count, side * side, taker);
          return;
        }
      }
    } catch (IOException e) {
      throw new DataException(file + ": is damaged: " + e.getMessage(), e);
    }
    throw new DataException(file + ": has no entry " + ENTRY + ", or is no .npz file");
  }

  private static void checkHeader(Path file, InputStream in, ImmutableList<Integer> shape)
      throws IOException {
    NpyHeader header = NpyHeader.read(file + ": its entry " + ENTRY, in);
    if (!header.values().number().equals(Optional.of(ElementType.UINT8))
        || header.fortran()
        || !header.shape().equals(shape)) {
      throw new DataException(
          "%s: its entry %s must be unsigned bytes of shape %s, in C order, but is %s%s"
              .formatted(
                  file,
                  ENTRY,
                  shape,
                  header.description(),
                  header.fortran() ? " in Fortran order" : ""));
    }
  }

  private static void readImages(Path file, InputStream in, int count, int dimension, Taker taker)
      throws IOException {
    byte[] values = new byte[dimension];
    for (int image = 0; image < count; image++) {
      if (in.readNBytes(values, 0, dimension) < dimension) {
        throw new DataException(
            "%s: is truncated: it ends within image %d of %d".formatted(file, image + 1, count));
      }
      taker.take(image, values);
    }
  }
}
