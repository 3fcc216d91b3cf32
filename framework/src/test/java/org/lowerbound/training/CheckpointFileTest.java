package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.schedule.Looks;
import org.lowerbound.training.CheckpointFile.Content;
import org.lowerbound.training.CheckpointFile.UnusableException;

final class CheckpointFileTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          new Progress(
              (1L << 33) + 5,
              3,
              ImmutableLongArray.of(1L << 33, 2),
              ImmutableDoubleArray.of(0.1, Double.NEGATIVE_INFINITY),
              new Looks(ImmutableDoubleArray.of(-3.25, -1e-300), 1)),
          new EpochSums(ImmutableDoubleArray.of(-1.5, 1e300), ImmutableIntArray.of(4, 2), 3),
          Optional.of("step 7 was skipped"),
          ImmutableMap.of(
              "encoder.weights",
              new float[] {1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE},
              "empty",
              new float[0],
              "σ",
              new float[] {7}),
          ImmutableMap.of("σ", new float[] {-7}),
          KlHistory.NONE
              .with(1, ImmutableDoubleArray.of(0.5, 1e-300))
              .with(3, ImmutableDoubleArray.of(0.25, Double.POSITIVE_INFINITY)));
  private static final Content CONTENT =
      new Content(new Origin("ab12", "course", "data", "build"), CHECKPOINT);

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("checkpoint.bin");
  }

  private CheckpointFile file() {
    return new CheckpointFile(path());
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    Progress start = Progress.start(1, TurnOrder.ALWAYS_THE_FIRST);
    file()
        .save(
            new Content(
                CONTENT.origin(),
                new Checkpoint(
                    start,
                    EpochSums.NONE,
                    Optional.empty(),
                    ImmutableMap.of(),
                    ImmutableMap.of())));
    file().save(CONTENT);
    Content loaded = file().load().orElseThrow();
    assertEquals(CONTENT.origin(), loaded.origin());
    assertEquals(CHECKPOINT.progress(), loaded.checkpoint().progress());
    assertEquals(CHECKPOINT.epoch(), loaded.checkpoint().epoch());
    assertEquals(CHECKPOINT.firstSkip(), loaded.checkpoint().firstSkip());
    ImmutableMap<String, float[]> variables = loaded.checkpoint().variables();
    assertEquals(List.copyOf(CHECKPOINT.variables().keySet()), List.copyOf(variables.keySet()));
    CHECKPOINT
        .variables()
        .forEach((name, values) -> assertArrayEquals(values, variables.get(name)));
    assertEquals(Set.of("σ"), loaded.checkpoint().kept().keySet());
    assertArrayEquals(new float[] {-7}, loaded.checkpoint().kept().get("σ"));
    assertEquals(CHECKPOINT.unitKls(), loaded.checkpoint().unitKls());
    assertArrayEquals(new float[] {-7}, loaded.checkpoint().trained().get("σ"));
    assertArrayEquals(variables.get("empty"), loaded.checkpoint().trained().get("empty"));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path()), files.toList(), "nothing else is left behind");
    }
  }

  @Test
  void noFileIsNoCheckpoint() throws IOException {
    assertTrue(file().load().isEmpty());
  }

  private void assertUnusable(String why, String what) {
    UnusableException e = assertThrows(UnusableException.class, () -> file().load(), what);
    assertTrue(e.getMessage().matches(why), what + ": " + e.getMessage());
  }

  @Test
  void aTruncatedFileIsSaidToBeDamaged() throws IOException {
    file().save(CONTENT);
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      assertUnusable("is damaged", "length " + length);
    }
  }

  @Test
  void aFileWithOneWrongBitIsSaidToBeUnusable() throws IOException {
    file().save(CONTENT);
    byte[] whole = Files.readAllBytes(path());
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(path(), damaged);
      assertUnusable("is (damaged|no checkpoint|of an older version)", "bit " + bit);
    }
  }

  @Test
  void aFileOfTheVersionThatKnewNoLooksIsRead() throws IOException {
    Progress of = CHECKPOINT.progress().withLooks(Looks.NONE);
    file()
        .save(
            new Content(
                CONTENT.origin(),
                new Checkpoint(
                    of,
                    CHECKPOINT.epoch(),
                    CHECKPOINT.firstSkip(),
                    CHECKPOINT.variables(),
                    ImmutableMap.of())));
    byte[] whole = Files.readAllBytes(path());
    // No looks, nothing kept, no KLs.
    Files.write(path(), older(whole, 4 * Integer.BYTES, '3'));
    Checkpoint read = file().load().orElseThrow().checkpoint();
    assertEquals(of, read.progress());
    assertEquals(CHECKPOINT.variables().keySet(), read.variables().keySet());
    assertTrue(read.kept().isEmpty());
  }

  @Test
  void aFileOfTheVersionThatKnewNoKlsIsRead() throws IOException {
    Checkpoint without =
        new Checkpoint(
            CHECKPOINT.progress(),
            CHECKPOINT.epoch(),
            CHECKPOINT.firstSkip(),
            CHECKPOINT.variables(),
            CHECKPOINT.kept());
    file().save(new Content(CONTENT.origin(), without));
    Files.write(path(), older(Files.readAllBytes(path()), Integer.BYTES, '4'));
    Checkpoint read = file().load().orElseThrow().checkpoint();
    assertEquals(CHECKPOINT.progress(), read.progress());
    assertEquals(CHECKPOINT.kept().keySet(), read.kept().keySet());
    assertEquals(KlHistory.NONE, read.unitKls());
  }

  /** Returns a file without its last bytes, as an older version would have written it. */
  private static byte[] older(byte[] whole, int newBytes, char version) {
    int content = whole.length - newBytes - Long.BYTES; // The CRC.
    whole[3] = (byte) version;
    CRC32 crc = new CRC32();
    crc.update(whole, 0, content);
    return ByteBuffer.allocate(content + Long.BYTES)
        .put(whole, 0, content)
        .putLong(crc.getValue())
        .array();
  }

  @Test
  void anotherFileIsNoCheckpoint() throws IOException {
    Files.writeString(path(), "{\"step\": 7, \"this is\": \"not a checkpoint\"}");
    assertUnusable("is no checkpoint", "another file");
  }
}
