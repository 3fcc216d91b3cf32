package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class EventFileTest {
  @TempDir Path folder;

  @Test
  void recordsReadBackWithTheirChecksums() throws IOException {
    EventFile file = new EventFile(folder, Instant.ofEpochSecond(1_700_000_000));
    file.add(7, "training/", Map.of("bound", -1.5));

    ByteBuffer bytes =
        ByteBuffer.wrap(
                Files.readAllBytes(folder.resolve("events.out.tfevents.1700000000.lowerbound")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("brain.Event:2", next(bytes).getFileVersion());
    Event event = next(bytes);
    assertEquals(7, event.getStep());
    assertEquals("training/bound", event.getSummary().getValue(0).getTag());
    assertEquals(-1.5f, event.getSummary().getValue(0).getSimpleValue());
    assertEquals(0, bytes.remaining());
  }

  /** Reads one TFRecord, holding its checksums against the JDK's CRC-32C. */
  private static Event next(ByteBuffer bytes) throws IOException {
    byte[] length = new byte[Long.BYTES];
    bytes.get(length);
    assertEquals(masked(length), bytes.getInt());
    byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
    bytes.get(data);
    assertEquals(masked(data), bytes.getInt());
    return Event.parseFrom(data);
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    long value = crc.getValue();
    return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
  }
}
