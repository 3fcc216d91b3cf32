package org.lowerbound.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Opens content that may or may not be gzip-compressed. */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  /**
   * Returns the plain content. The two magic bytes decide, not the file's name: browsers and
   * copying programs unpack files without renaming them.
   */
  static InputStream open(byte[] content) throws IOException {
    InputStream raw = new ByteArrayInputStream(content);
    boolean compressed =
        content.length >= 2
            && (content[0] & 0xFF) == (GZIPInputStream.GZIP_MAGIC & 0xFF)
            && (content[1] & 0xFF) == (GZIPInputStream.GZIP_MAGIC >> Byte.SIZE);
    return compressed ? new GZIPInputStream(raw, BUFFER) : raw;
  }
}
