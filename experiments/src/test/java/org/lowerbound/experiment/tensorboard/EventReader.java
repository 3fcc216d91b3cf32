package org.lowerbound.experiment.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;

/** Reads event files, holding their checksums against the JDK's CRC-32C. */
public final class EventReader {
  private EventReader() {}

  /** Returns the events of a folder, which has one file of them. */
  public static List<Event> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
              .toList();
    }
    assertEquals(1, files.size(), "one file a trial");
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(files.get(0))).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      events.add(next(bytes));
    }
    return events;
  }

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
