package org.lowerbound.data.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Opens content that may or may not be gzip-compressed. The two magic bytes decide, not the file's
 * name: browsers and copying programs unpack files without renaming them.
 */
public final class Gzip {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC_BYTES = 2;

  private Gzip() {}

  /** Returns the plain content. Closing it closes {@code content}. */
  public static InputStream open(InputStream content) throws IOException {
    PushbackInputStream raw = new PushbackInputStream(content, MAGIC_BYTES);
    byte[] start = raw.readNBytes(MAGIC_BYTES);
    raw.unread(start);
    return isMagic(start) ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  /** Returns whether a file is compressed. */
  public static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isMagic(in.readNBytes(MAGIC_BYTES));
    }
  }

  /**
   * Returns how long a compressed file says that its content is, modulo 2³² (RFC 1952, ISIZE). Of a
   * file that several others were strung together to, it is the length of the last.
   */
  public static long promisedLength(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.position(Math.max(0, channel.size() - Integer.BYTES));
      while (end.hasRemaining()) {
        if (channel.read(end) < 0) {
          throw new EOFException("it ends within its first bytes");
        }
      }
      return Integer.toUnsignedLong(end.flip().getInt());
    }
  }

  private static boolean isMagic(byte[] start) {
    return start.length == MAGIC_BYTES
        && (start[0] & 0xFF) == (GZIPInputStream.GZIP_MAGIC & 0xFF)
        && (start[1] & 0xFF) == (GZIPInputStream.GZIP_MAGIC >> Byte.SIZE);
  }
}
