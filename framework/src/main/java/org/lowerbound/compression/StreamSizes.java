package org.lowerbound.compression;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * The sizes in bytes that programs for any data come to, which are given all images as one stream:
 * eight values to a byte where they are bits, else one. gzip is the zlib of the machine's Java at
 * its usual level.
 *
 * @param gzip DEFLATE, RFC 1951 and 1952
 * @param bzip2 with blocks of 900 kB
 * @param xz LZMA2 at its usual level
 */
public record StreamSizes(int gzip, int bzip2, int xz) {
  /**
   * Compresses images.
   *
   * @param images 0 … 255, or 0 and 1, at least one
   * @param bits whether the values are 0 and 1
   */
  public static StreamSizes of(List<int[]> images, boolean bits) {
    checkArgument(!images.isEmpty(), "there are no images to compress");
    byte[] stream = bits ? packed(images) : bytes(images);
    return new StreamSizes(
        size(stream, GZIPOutputStream::new),
        size(stream, BZip2CompressorOutputStream::new),
        size(stream, out -> new XZOutputStream(out, options(stream.length))));
  }

  /** The usual ones; no dictionary is larger than what it is for. */
  private static LZMA2Options options(int length) throws IOException {
    LZMA2Options options = new LZMA2Options();
    options.setDictSize(
        Math.max(LZMA2Options.DICT_SIZE_MIN, Math.min(length, options.getDictSize())));
    return options;
  }

  private static byte[] bytes(List<int[]> images) {
    int dimension = images.get(0).length;
    byte[] bytes = new byte[Math.multiplyExact(images.size(), dimension)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) images.get(i / dimension)[i % dimension];
    }
    return bytes;
  }

  private static byte[] packed(List<int[]> images) {
    byte[] values = bytes(images);
    byte[] bytes = new byte[(values.length + 7) / 8];
    for (int i = 0; i < values.length; i++) {
      bytes[i / 8] |= (byte) (values[i] << (7 - i % 8));
    }
    return bytes;
  }

  /** A program that compresses what is written to it. */
  @FunctionalInterface
  private interface Compressor {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static int size(byte[] stream, Compressor compressor) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = compressor.over(compressed)) {
      out.write(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is only memory to write to.
    }
    return compressed.size();
  }
}
