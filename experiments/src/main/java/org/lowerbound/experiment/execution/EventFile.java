package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * The curve of a trial for TensorBoard: a file of TFRecords, each an {@code Event}. There is one
 * file a trial, however often it is stopped: a run that goes on takes over the points of the steps
 * that were made before.
 */
final class EventFile {
  private static final String VERSION = "brain.Event:2";
  private static final String FILES = "events.out.tfevents.*";
  private static final int CRC_MASK = 0xa282ead8;

  private final Path path;

  private EventFile(Path path) {
    this.path = path;
  }

  /**
   * Opens the file of a trial's folder, which must be there.
   *
   * @param start names the file if there is none yet
   * @param step the number of steps that were made before; later points are dropped
   * @param reported whether the points of the last of these steps stay, too
   */
  static EventFile open(Path folder, Instant start, long step, boolean reported) {
    Map<String, Event> kept = new LinkedHashMap<>(); // Of a step that is there twice the later one.
    ImmutableList<Path> files = files(folder);
    for (Path file : files) {
      for (Event event : read(file)) {
        boolean stays = event.getStep() < step || (event.getStep() == step && reported);
        if (stays && event.getSummary().getValueCount() > 0) {
          kept.put(event.getStep() + " " + event.getSummary().getValue(0).getTag(), event);
        }
      }
    }
    Path path =
        files.isEmpty()
            ? folder.resolve("events.out.tfevents.%d.lowerbound".formatted(start.getEpochSecond()))
            : files.get(0);
    AtomicFiles.write(path, records(kept.values()));
    files.stream().filter(file -> !file.equals(path)).forEach(EventFile::delete);
    return new EventFile(path);
  }

  /** Copies the file of another trial into a folder, in place of its own. */
  static void adopt(Path from, Path to) throws IOException {
    deleteAll(to);
    Optional<Path> file = files(from).stream().findFirst();
    if (file.isPresent()) {
      AtomicFiles.write(to.resolve(file.get().getFileName()), Files.readAllBytes(file.get()));
    }
  }

  /** Removes the files of a folder. */
  static void deleteAll(Path folder) {
    files(folder).forEach(EventFile::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ResultException("cannot remove " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  /** Returns the files of a folder, the oldest first. */
  private static ImmutableList<Path> files(Path folder) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FILES)) {
      return ImmutableList.sortedCopyOf(found);
    } catch (IOException e) {
      throw new ResultException("cannot read " + folder + ": " + WholeFiles.reason(e), e);
    }
  }

  /** Adds one point to each of some curves, whose names start with {@code prefix}. */
  void add(long step, String prefix, Map<String, Double> scalars) {
    if (scalars.isEmpty()) {
      return;
    }
    Summary.Builder summary = Summary.newBuilder();
    scalars.forEach(
        (name, value) ->
            summary.addValue(
                Summary.Value.newBuilder()
                    .setTag(prefix + name)
                    .setSimpleValue(value.floatValue())));
    byte[] record = record(event().setStep(step).setSummary(summary).build());
    try {
      Files.write(path, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ResultException("cannot write " + path + ": " + WholeFiles.reason(e), e);
    }
  }

  private static Event.Builder event() {
    return Event.newBuilder().setWallTime(Instant.now().toEpochMilli() / 1e3);
  }

  private static byte[] records(Collection<Event> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(record(event().setFileVersion(VERSION).build()));
    events.forEach(event -> bytes.writeBytes(record(event)));
    return bytes.toByteArray();
  }

  private static byte[] record(Event event) {
    byte[] data = event.toByteArray();
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

  /** Returns the events of a file, up to the first that a crash cut off or something damaged. */
  private static List<Event> read(Path file) {
    List<Event> events = new ArrayList<>();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
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
        events.add(Event.parseFrom(data));
      }
    } catch (IOException | BufferUnderflowException e) {
      return events;
    }
    return events;
  }

  private static int maskedCrc(byte[] bytes) {
    int crc = Hashing.crc32c().hashBytes(bytes).asInt();
    return Integer.rotateRight(crc, 15) + CRC_MASK;
  }
}
