package org.lowerbound.experiment.tensorboard;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The format of event files: each record with its length before it, and checksums of both. */
final class TfRecords {
  private static final int CRC_MASK = 0xa282ead8;

  private TfRecords() {}

  /** Returns a record. */
  static byte[] record(byte[] data) {
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(length)
        .putInt(maskedCrc(length))
        .put(data)
        .putInt(maskedCrc(data))
        .array();
  }

  /** Returns records one after the other. */
  static byte[] records(List<byte[]> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    all.forEach(data -> bytes.writeBytes(record(data)));
    return bytes.toByteArray();
  }

  /** Returns what a file's records hold, up to the first that is cut off or damaged. */
  static List<byte[]> read(byte[] file) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        long length = bytes.getLong();
        bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
          break;
        }
        byte[] data = new byte[(int) length];
        bytes.get(data);
        if (bytes.getInt() != maskedCrc(data)) {
          break;
        }
        records.add(data);
      }
    } catch (BufferUnderflowException e) {
      return records;
    }
    return records;
  }

  private static int maskedCrc(byte[] bytes) {
    int crc = Hashing.crc32c().hashBytes(bytes).asInt();
    return Integer.rotateRight(crc, 15) + CRC_MASK;
  }
}
