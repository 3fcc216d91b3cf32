package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.objective.TurnOrder;

final class CheckpointFileTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          new Progress(
              (1L << 33) + 5,
              3,
              ImmutableLongArray.of(1L << 33, 2),
              ImmutableDoubleArray.of(0.1, Double.NEGATIVE_INFINITY)),
          ImmutableMap.of(
              "encoder.weights",
              new float[] {1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE},
              "empty",
              new float[0],
              "σ",
              new float[] {7}));

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("checkpoint.bin");
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    CheckpointFile file = new CheckpointFile(path());
    file.save(new Checkpoint(Progress.start(1, TurnOrder.ALWAYS_THE_FIRST), ImmutableMap.of()));
    file.save(CHECKPOINT);
    Checkpoint loaded = file.load().orElseThrow();
    assertEquals(CHECKPOINT.progress(), loaded.progress());
    assertEquals(
        List.copyOf(CHECKPOINT.variables().keySet()), List.copyOf(loaded.variables().keySet()));
    CHECKPOINT
        .variables()
        .forEach((name, values) -> assertArrayEquals(values, loaded.variables().get(name)));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path()), files.toList(), "nothing else is left behind");
    }
  }

  @Test
  void noFileIsNoCheckpoint() {
    CheckpointFile file = new CheckpointFile(path());
    assertTrue(file.load().isEmpty());
    file.delete();
    file.save(CHECKPOINT);
    file.delete();
    assertTrue(file.load().isEmpty());
  }

  @Test
  void aTruncatedFileIsNoCheckpoint() throws IOException {
    new CheckpointFile(path()).save(CHECKPOINT);
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      assertTrue(new CheckpointFile(path()).load().isEmpty(), "length " + length);
    }
  }

  @Test
  void aFileWithOneWrongBitIsNoCheckpoint() throws IOException {
    new CheckpointFile(path()).save(CHECKPOINT);
    byte[] whole = Files.readAllBytes(path());
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(path(), damaged);
      assertTrue(new CheckpointFile(path()).load().isEmpty(), "bit " + bit);
    }
  }

  @Test
  void anotherFileIsNoCheckpoint() throws IOException {
    Files.writeString(path(), "{\"step\": 7, \"this is\": \"not a checkpoint\"}");
    assertTrue(new CheckpointFile(path()).load().isEmpty());
  }
}
