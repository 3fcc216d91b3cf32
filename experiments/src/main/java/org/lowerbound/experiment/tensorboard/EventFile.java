package org.lowerbound.experiment.tensorboard;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
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
import org.lowerbound.training.TrialListener;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * What TensorBoard shows of a trial: a file of TFRecords, each an {@code Event}. There is one file
 * a trial, however often it is stopped: a run that goes on takes over the curve of the steps that
 * were made before, and writes the rest anew.
 */
public final class EventFile {
  static final String VERSION = "brain.Event:2";
  private static final String FILES = "events.out.tfevents.*";
  private static final ImmutableList<String> CURVES =
      ImmutableList.of("training/", "validation/", "schedules/");

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
          String tag = event.getSummary().getValue(0).getTag();
          if (CURVES.stream().anyMatch(tag::startsWith)) {
            kept.put(event.getStep() + " " + tag, event);
          }
        }
      }
    }
    Path path =
        files.isEmpty()
            ? folder.resolve("events.out.tfevents.%d.lowerbound".formatted(start.getEpochSecond()))
            : files.get(0);
    AtomicFiles.write(path, file(kept.values()));
    files.stream().filter(file -> !file.equals(path)).forEach(EventFile::delete);
    return new EventFile(path);
  }

  /**
   * Copies the file of another trial into a folder, in place of its own.
   *
   * @throws IOException if that cannot be done
   */
  public static void adopt(Path from, Path to) throws IOException {
    deleteAll(to);
    Optional<Path> file = files(from).stream().findFirst();
    if (file.isPresent()) {
      AtomicFiles.write(to.resolve(file.get().getFileName()), Files.readAllBytes(file.get()));
    }
  }

  /** Removes the files of a folder. */
  public static void deleteAll(Path folder) {
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

  /** Adds the points of an epoch. */
  void add(TrialListener.Epoch epoch) {
    add(epoch.step(), "training/", epoch.training());
    add(epoch.step(), "validation/", epoch.validation());
    add(epoch.step(), "schedules/", epoch.schedules());
  }

  /** Adds numbers, whose names start with {@code prefix}. */
  void add(long step, String prefix, Map<String, Double> scalars) {
    ImmutableList.Builder<Summary.Value> values = ImmutableList.builder();
    scalars.forEach(
        (name, value) ->
            values.add(
                Summary.Value.newBuilder()
                    .setTag(prefix + name)
                    .setSimpleValue(value.floatValue())
                    .build()));
    add(step, values.build());
  }

  /** Adds values of any kind. */
  void add(long step, List<Summary.Value> values) {
    if (values.isEmpty()) {
      return;
    }
    Summary summary = Summary.newBuilder().addAllValue(values).build();
    Event event = event().setStep(step).setSummary(summary).build();
    try {
      Files.write(
          path,
          TfRecords.record(event.toByteArray()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new ResultException("cannot write " + path + ": " + WholeFiles.reason(e), e);
    }
  }

  private static Event.Builder event() {
    return Event.newBuilder().setWallTime(Instant.now().toEpochMilli() / 1e3);
  }

  private static byte[] file(Collection<Event> events) {
    ImmutableList.Builder<byte[]> records = ImmutableList.builder();
    records.add(event().setFileVersion(VERSION).build().toByteArray());
    events.forEach(event -> records.add(event.toByteArray()));
    return TfRecords.records(records.build());
  }

  /** Returns the events of a file, up to the first that a crash cut off or something damaged. */
  private static List<Event> read(Path file) {
    List<Event> events = new ArrayList<>();
    try {
      for (byte[] record : TfRecords.read(Files.readAllBytes(file))) {
        events.add(Event.parseFrom(record));
      }
    } catch (IOException e) {
      return events;
    }
    return events;
  }
}
