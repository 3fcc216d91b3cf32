package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A checkpoint on disk: big-endian, the variables by name, a CRC-32 at the end. It is written whole
 * or not at all.
 */
public final class CheckpointFile {
  private static final int MAGIC = 0x4C424432; // "LBD2"

  private final Path path;

  /** Names the file. */
  public CheckpointFile(Path path) {
    this.path = path;
  }

  /** Replaces the file. */
  public void save(Checkpoint checkpoint) {
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    CRC32 crc = new CRC32();
    try {
      try (DataOutputStream out =
          new DataOutputStream(
              new CheckedOutputStream(
                  new BufferedOutputStream(Files.newOutputStream(temporary)), crc))) {
        out.writeInt(MAGIC);
        write(out, checkpoint.progress());
        out.writeInt(checkpoint.variables().size());
        for (Map.Entry<String, float[]> variable : checkpoint.variables().entrySet()) {
          out.writeUTF(variable.getKey());
          out.writeInt(variable.getValue().length);
          ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * variable.getValue().length);
          bytes.asFloatBuffer().put(variable.getValue());
          out.write(bytes.array());
        }
        out.writeLong(crc.getValue());
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + path, e);
    }
  }

  /** Returns the checkpoint, or nothing if there is none or it is damaged. */
  public Optional<Checkpoint> load() {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    CRC32 crc = new CRC32();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
        DataInputStream in = new DataInputStream(new CheckedInputStream(file, crc))) {
      if (in.readInt() != MAGIC) {
        return Optional.empty();
      }
      Progress progress = readProgress(in);
      int count = in.readInt();
      ImmutableMap.Builder<String, float[]> variables = ImmutableMap.builder();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        int length = in.readInt();
        if ((long) Float.BYTES * length > Files.size(path)) {
          return Optional.empty(); // A damaged length, which may not fit into memory.
        }
        float[] values = new float[length];
        byte[] bytes = new byte[Float.BYTES * values.length];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        variables.put(name, values);
      }
      long expected = crc.getValue();
      return in.readLong() == expected
          ? Optional.of(new Checkpoint(progress, variables.buildOrThrow()))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // A damaged checkpoint costs time, not results: the trial starts again.
      return Optional.empty();
    }
  }

  private static void write(DataOutputStream out, Progress progress) throws IOException {
    out.writeLong(progress.step());
    out.writeInt(progress.skipped());
    out.writeInt(progress.updates().length());
    for (long count : progress.updates().toArray()) {
      out.writeLong(count);
    }
    out.writeInt(progress.memory().length());
    for (double value : progress.memory().toArray()) {
      out.writeDouble(value);
    }
  }

  private static Progress readProgress(DataInputStream in) throws IOException {
    long step = in.readLong();
    int skipped = in.readInt();
    // One by one, so that a damaged length ends at the end of the file and not of the memory.
    ImmutableLongArray.Builder updates = ImmutableLongArray.builder();
    for (int i = in.readInt(); i > 0; i--) {
      updates.add(in.readLong());
    }
    ImmutableDoubleArray.Builder memory = ImmutableDoubleArray.builder();
    for (int i = in.readInt(); i > 0; i--) {
      memory.add(in.readDouble());
    }
    return new Progress(step, skipped, updates.build(), memory.build());
  }

  /** Removes the file, if it is there. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the checkpoint " + path, e);
    }
  }
}
