package org.lowerbound.experiment.execution;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.lowerbound.experiment.result.ResultException;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * The curve of a trial for TensorBoard: a file of TFRecords, each an {@code Event}. A run that goes
 * on from a checkpoint starts a new file; TensorBoard puts them together by step.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";
  private static final int CRC_MASK = 0xa282ead8;

  private final Path path;

  /** Starts a file in a folder, which must be there. */
  EventFile(Path folder, Instant start) {
    this.path =
        folder.resolve("events.out.tfevents.%d.lowerbound".formatted(start.getEpochSecond()));
    append(event().setFileVersion(VERSION));
  }

  /** Adds one point to each of some curves, whose names start with {@code prefix}. */
  void add(long step, String prefix, Map<String, Double> scalars) {
    Summary.Builder summary = Summary.newBuilder();
    scalars.forEach(
        (name, value) ->
            summary.addValue(
                Summary.Value.newBuilder()
                    .setTag(prefix + name)
                    .setSimpleValue(value.floatValue())));
    append(event().setStep(step).setSummary(summary));
  }

  private static Event.Builder event() {
    return Event.newBuilder().setWallTime(Instant.now().toEpochMilli() / 1e3);
  }

  private void append(Event.Builder event) {
    byte[] data = event.build().toByteArray();
    ByteBuffer length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(length.array())
            .putInt(maskedCrc(length.array()))
            .put(data)
            .putInt(maskedCrc(data));
    try {
      Files.write(path, file.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ResultException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private static int maskedCrc(byte[] bytes) {
    int crc = Hashing.crc32c().hashBytes(bytes).asInt();
    return Integer.rotateRight(crc, 15) + CRC_MASK;
  }
}
