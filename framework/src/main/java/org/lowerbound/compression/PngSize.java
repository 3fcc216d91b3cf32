package org.lowerbound.compression;

import java.util.zip.Deflater;
import org.tensorflow.ndarray.Shape;

/**
 * The size of an image once it is compressed without loss as PNG does (ISO/IEC 15948): rows of
 * bytes, of bits where there are two values, each row predicted from its neighbours by one of the
 * five filters of that format, the same for all rows, then DEFLATE. The smallest of the five
 * counts. A vector is one row.
 */
public final class PngSize {
  private static final int FILTERS = 5;

  /** 8 bytes, chunks of 12 bytes and their contents, of which IHDR has 13; and 6 bytes of zlib. */
  private static final int AROUND_DATA = 8 + (12 + 13) + 12 + 12 + 6;

  private final int height;
  private final int rowBytes;
  private final int pixelBytes;
  private final int valuesPerRow;
  private final boolean bits;

  /**
   * Prepares for images of a shape.
   *
   * @param shape {@code [height, width, channels]} or {@code [values]}
   * @param bits whether the values are 0 and 1, of which a byte holds eight
   */
  public PngSize(Shape shape, boolean bits) {
    boolean image = shape.numDimensions() == 3;
    this.height = image ? (int) shape.get(0) : 1;
    this.valuesPerRow = (int) (shape.size() / height);
    this.bits = bits;
    this.rowBytes = bits ? (valuesPerRow + 7) / 8 : valuesPerRow;
    this.pixelBytes = bits || !image ? 1 : (int) shape.get(2);
  }

  /**
   * Returns the size in nats, of the data alone.
   *
   * @param levels 0 … 255, or 0 and 1, row after row
   */
  public double of(int[] levels) {
    return dataBytes(levels) * 8 * Math.log(2);
  }

  /**
   * Returns the size of a file in bytes: with the signature, the chunks IHDR, IDAT and IEND around
   * the data, and what zlib puts before and behind them. The byte before each row that names its
   * filter is left out: as all rows have the same, it takes a fraction of a byte of a file.
   *
   * @param levels 0 … 255, or 0 and 1, row after row
   */
  public int fileBytes(int[] levels) {
    return dataBytes(levels) + AROUND_DATA;
  }

  private int dataBytes(int[] levels) {
    byte[][] rows = rows(levels);
    int smallest = Integer.MAX_VALUE;
    for (int filter = 0; filter < FILTERS; filter++) {
      smallest = Math.min(smallest, deflated(filtered(rows, filter)));
    }
    return smallest;
  }

  private byte[][] rows(int[] levels) {
    byte[][] rows = new byte[height][rowBytes];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < valuesPerRow; x++) {
        int level = levels[y * valuesPerRow + x];
        if (bits) {
          rows[y][x / 8] |= (byte) (level << (7 - x % 8));
        } else {
          rows[y][x] = (byte) level;
        }
      }
    }
    return rows;
  }

  private byte[] filtered(byte[][] rows, int filter) {
    byte[] all = new byte[height * rowBytes];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < rowBytes; x++) {
        int left = x >= pixelBytes ? rows[y][x - pixelBytes] & 0xFF : 0;
        int up = y > 0 ? rows[y - 1][x] & 0xFF : 0;
        int corner = y > 0 && x >= pixelBytes ? rows[y - 1][x - pixelBytes] & 0xFF : 0;
        all[y * rowBytes + x] = (byte) (rows[y][x] - predicted(filter, left, up, corner));
      }
    }
    return all;
  }

  private static int predicted(int filter, int left, int up, int corner) {
    return switch (filter) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      default -> paeth(left, up, corner);
    };
  }

  /** The neighbour that is nearest to left + up − corner. */
  private static int paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }

  private static int deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[4096];
      int size = 0;
      while (!deflater.finished()) {
        size += deflater.deflate(buffer);
      }
      return size;
    } finally {
      deflater.end();
    }
  }
}
