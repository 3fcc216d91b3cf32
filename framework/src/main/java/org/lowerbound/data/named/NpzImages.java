package org.lowerbound.data.named;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.lowerbound.data.source.DataException;

/**
 * Reads the images of a NumPy archive one after the other, as they may be more than one array
 * holds: the entry {@code imgs.npy} of unsigned bytes (NumPy enhancement proposal 1).
 */
final class NpzImages {
  private static final String ENTRY = "imgs.npy";
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;

  /** Takes one image after the other. */
  @FunctionalInterface
  interface Taker {
    /** Takes the image with a number; the array is used again for the next. */
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
   */
  static void read(Path file, InputStream content, int count, int side, Taker taker) {
    try {
      // Not closed: the caller reads on, to know the whole file's checksum.
      ZipInputStream zip = new ZipInputStream(content);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(ENTRY)) {
          readHeader(file, zip, "(%d, %d, %d)".formatted(count, side, side));
          readImages(file, zip, count, side * side, taker);
          return;
        }
      }
    } catch (IOException e) {
      throw new DataException(file + ": is damaged: " + e.getMessage(), e);
    }
    throw new DataException(file + ": has no entry " + ENTRY + ", or is no .npz file");
  }

  private static void readHeader(Path file, InputStream in, String shape) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    boolean npy = start.length == MAGIC.length + 2;
    for (int i = 0; npy && i < MAGIC.length; i++) {
      npy = start[i] == MAGIC[i];
    }
    if (!npy) {
      throw new DataException(file + ": its entry " + ENTRY + " is no .npy file");
    }
    int lengthBytes = start[MAGIC.length] == 1 ? Short.BYTES : Integer.BYTES;
    byte[] stored = new byte[Integer.BYTES];
    in.readNBytes(stored, 0, lengthBytes);
    int length = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new DataException(file + ": the header of its entry " + ENTRY + " is damaged");
    }
    String header = new String(in.readNBytes(length), ISO_8859_1);
    if (!header.contains("|u1") || header.contains("True") || !header.contains(shape)) {
      throw new DataException(
          "%s: its entry %s must be unsigned bytes of shape %s, in C order, but is %s"
              .formatted(file, ENTRY, shape, header.strip()));
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
