package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.JZlib;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Raster;

/**
 * Pictures as PNG (ISO/IEC 15948), the same bytes for the same picture on every machine: {@code
 * java.util.zip}, and with it the JDK's writer of PNG, compresses with whichever zlib the machine
 * has. Pictures of up to 256 colours have a palette. The names of parts are texts of the kind
 * {@link PngPanels}.
 */
final class PngEncoder {
  /** What a file begins with. */
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static final int BITS = 8;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int MOST_COLORS = 256;

  private PngEncoder() {}

  /** Returns the bytes of a file. */
  static byte[] encode(Picture picture) {
    Raster raster = picture.raster();
    Optional<int[]> palette = palette(raster);
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    out.write(SIGNATURE);
    byte color = (byte) (palette.isPresent() ? PALETTE : RGB);
    chunk(
        out,
        "IHDR",
        Ints.toByteArray(raster.width()),
        Ints.toByteArray(raster.height()),
        new byte[] {BITS, color, 0, 0, 0});
    palette.ifPresent(colors -> chunk(out, "PLTE", rgb(colors, 0, colors.length)));
    for (Panel panel : picture.panels()) {
      chunk(out, PngPanels.CHUNK, PngPanels.text(panel).getBytes(UTF_8));
    }
    chunk(out, "IDAT", deflate(palette.map(c -> indices(raster, c)).orElse(rows(raster))));
    chunk(out, "IEND");
    return out.toByteArray();
  }

  /** Returns the colours in ascending order, if there are few enough. */
  private static Optional<int[]> palette(Raster raster) {
    int[] colors = Arrays.stream(raster.pixels()).distinct().sorted().toArray();
    return colors.length <= MOST_COLORS ? Optional.of(colors) : Optional.empty();
  }

  private static byte[] rgb(int[] pixels, int from, int count) {
    byte[] bytes = new byte[3 * count];
    for (int i = 0; i < count; i++) {
      bytes[3 * i] = (byte) (pixels[from + i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[from + i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[from + i];
    }
    return bytes;
  }

  /** Returns rows of places in the palette, each behind the number of its filter, which is none. */
  private static byte[] indices(Raster raster, int[] colors) {
    byte[] bytes = new byte[(raster.width() + 1) * raster.height()];
    for (int row = 0; row < raster.height(); row++) {
      for (int column = 0; column < raster.width(); column++) {
        bytes[row * (raster.width() + 1) + 1 + column] =
            (byte) Arrays.binarySearch(colors, raster.at(column, row));
      }
    }
    return bytes;
  }

  /** Returns rows of colours, each behind the number of the filter that makes it smallest. */
  private static byte[] rows(Raster raster) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    byte[] above = new byte[3 * raster.width()];
    for (int row = 0; row < raster.height(); row++) {
      byte[] bytes = rgb(raster.pixels(), row * raster.width(), raster.width());
      out.write(PngFilter.best(bytes, above));
      above = bytes;
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(JZlib.Z_BEST_COMPRESSION))) {
      out.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayDataOutput out, String type, byte[]... parts) {
    byte[] content = Bytes.concat(parts);
    byte[] checked = Bytes.concat(type.getBytes(US_ASCII), content);
    out.writeInt(content.length);
    out.write(checked);
    out.writeInt(Hashing.crc32().hashBytes(checked).asInt());
  }
}
