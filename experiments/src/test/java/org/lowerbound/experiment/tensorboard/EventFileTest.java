package org.lowerbound.experiment.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class EventFileTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path folder;

  @Test
  void recordsReadBackWithTheirChecksums() throws IOException {
    EventFile file = EventFile.open(folder, START, 0, true);
    file.add(7, "training/", Map.of("bound", -1.5));

    assertTrue(Files.exists(folder.resolve("events.out.tfevents.1700000000.lowerbound")));
    List<Event> events = events();
    assertEquals(2, events.size());
    assertEquals("brain.Event:2", events.get(0).getFileVersion());
    Event event = events.get(1);
    assertEquals(7, event.getStep());
    assertEquals("training/bound", event.getSummary().getValue(0).getTag());
    assertEquals(-1.5f, event.getSummary().getValue(0).getSimpleValue());
  }

  private List<Event> events() throws IOException {
    return EventReader.read(folder);
  }

  @Test
  void aRunThatGoesOnShowsEachStepOnce() throws IOException {
    EventFile first = EventFile.open(folder, START, 0, true);
    for (long step : new long[] {10, 20, 30}) {
      first.add(step, "training/", Map.of("bound", -1.0 * step));
      first.add(step, "validation/", Map.of());
    }
    // Killed after step 20, with the point of step 30 half written.
    Path file = folder.resolve("events.out.tfevents.1700000000.lowerbound");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    EventFile second = EventFile.open(folder, START.plusSeconds(60), 20, true);
    second.add(30, "training/", Map.of("bound", -3.0));
    assertEquals(List.of(0L, 10L, 20L, 30L), events().stream().map(Event::getStep).toList());

    EventFile third = EventFile.open(folder, START.plusSeconds(90), 20, false);
    third.add(20, "training/", Map.of("bound", -2.0));
    assertEquals(List.of(0L, 10L, 20L), events().stream().map(Event::getStep).toList());
    assertEquals(-2f, events().get(2).getSummary().getValue(0).getSimpleValue());
  }

  @Test
  void filesOfEarlierRestartsBecomeOne() throws IOException {
    for (int start : new int[] {0, 60}) {
      Path other = Files.createDirectory(folder.resolve("other" + start));
      EventFile file = EventFile.open(other, START.plusSeconds(start), 0, true);
      file.add(10, "training/", Map.of("bound", start - 1.0));
      try (Stream<Path> made = Files.list(other)) {
        Path one = made.findFirst().orElseThrow();
        Files.move(one, folder.resolve(one.getFileName()));
      }
      Files.delete(other);
    }
    EventFile.open(folder, START, 10, true);
    List<Event> events = events();
    assertEquals(2, events.size());
    assertEquals(59f, events.get(1).getSummary().getValue(0).getSimpleValue(), "the later one");
  }
}
