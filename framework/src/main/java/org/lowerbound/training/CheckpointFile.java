package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.schedule.Looks;

/**
 * A checkpoint on disk: big-endian, whose it is, how far it has come, the variables by name, the
 * looks at the validation split, the variables that are kept, the KL of each latent unit at the
 * looks, a CRC-32 at the end. It is written whole or not at all.
 */
final class CheckpointFile {
  private static final int MAGIC = 0x4C424435; // "LBD5"
  private static final int WITHOUT_KLS = 0x4C424434; // "LBD4", which knew no KLs: still read
  private static final int WITHOUT_LOOKS = 0x4C424433; // "LBD3", which knew no looks: still read
  private static final int OLDER = 0x4C424432; // "LBD2", which did not say whose it was

  private final Path path;

  /** Names the file. */
  CheckpointFile(Path path) {
    this.path = path;
  }

  /** Returns the file. */
  Path path() {
    return path;
  }

  /**
   * A checkpoint and whose it is.
   *
   * @param origin the training that wrote it
   * @param checkpoint the state
   */
  record Content(Origin origin, Checkpoint checkpoint) {}

  /** A file that holds no checkpoint that can be used; the message says why. */
  static final class UnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /** Replaces the file. */
  void save(Content content) throws IOException {
    WholeFiles.write(path, out -> write(out, content));
  }

  private static void write(OutputStream file, Content content) throws IOException {
    CRC32 crc = new CRC32();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(file, crc));
    out.writeInt(MAGIC);
    out.writeUTF(content.origin().trial());
    out.writeUTF(content.origin().course());
    out.writeUTF(content.origin().data());
    out.writeUTF(content.origin().build());
    Checkpoint checkpoint = content.checkpoint();
    write(out, checkpoint.progress());
    write(out, checkpoint.epoch());
    out.writeUTF(checkpoint.firstSkip().orElse(""));
    write(out, checkpoint.variables());
    out.writeInt(checkpoint.progress().looks().warmUp());
    write(out, checkpoint.progress().looks().scores());
    write(out, checkpoint.kept());
    write(out, checkpoint.unitKls());
    out.writeLong(crc.getValue());
    out.flush();
  }

  private static void write(DataOutputStream out, Map<String, float[]> variables)
      throws IOException {
    out.writeInt(variables.size());
    for (Map.Entry<String, float[]> variable : variables.entrySet()) {
      out.writeUTF(variable.getKey());
      out.writeInt(variable.getValue().length);
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * variable.getValue().length);
      bytes.asFloatBuffer().put(variable.getValue());
      out.write(bytes.array());
    }
  }

  private static void write(DataOutputStream out, Progress progress) throws IOException {
    out.writeLong(progress.step());
    out.writeInt(progress.skipped());
    out.writeInt(progress.updates().length());
    for (long count : progress.updates().toArray()) {
      out.writeLong(count);
    }
    write(out, progress.memory());
  }

  private static void write(DataOutputStream out, EpochSums epoch) throws IOException {
    write(out, epoch.sums());
    out.writeInt(epoch.turns().length());
    for (int count : epoch.turns().toArray()) {
      out.writeInt(count);
    }
    out.writeInt(epoch.skipped());
  }

  private static void write(DataOutputStream out, KlHistory history) throws IOException {
    out.writeInt(history.looks().size());
    for (KlHistory.Look look : history.looks()) {
      out.writeLong(look.epoch());
      write(out, look.kls());
    }
  }

  private static void write(DataOutputStream out, ImmutableDoubleArray values) throws IOException {
    out.writeInt(values.length());
    for (double value : values.toArray()) {
      out.writeDouble(value);
    }
  }

  /**
   * Returns what the file holds, or nothing if there is no file.
   *
   * @throws UnusableException if it is damaged, of an older version, or no checkpoint at all
   */
  Optional<Content> load() throws UnusableException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    CRC32 crc = new CRC32();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        DataInputStream in = new DataInputStream(new CheckedInputStream(file, crc))) {
      int magic = in.readInt();
      if (magic == OLDER) {
        throw new UnusableException("is of an older version");
      }
      if (magic != MAGIC && magic != WITHOUT_KLS && magic != WITHOUT_LOOKS) {
        throw new UnusableException("is no checkpoint");
      }
      Content content = read(in, magic);
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw new UnusableException("is damaged");
      }
      return Optional.of(content);
    } catch (UnusableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnusableException("is damaged");
    }
  }

  private Content read(DataInputStream in, int magic) throws IOException {
    Origin origin = new Origin(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
    Progress progress = readProgress(in);
    EpochSums epoch = readEpoch(in);
    Optional<String> firstSkip = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
    ImmutableMap<String, float[]> variables = readVariables(in);
    if (magic == WITHOUT_LOOKS) {
      return new Content(
          origin, new Checkpoint(progress, epoch, firstSkip, variables, ImmutableMap.of()));
    }
    int warmUp = in.readInt();
    Looks looks = new Looks(readDoubles(in), warmUp);
    ImmutableMap<String, float[]> kept = readVariables(in);
    return new Content(
        origin,
        new Checkpoint(
            progress.withLooks(looks),
            epoch,
            firstSkip,
            variables,
            kept,
            magic == MAGIC ? readHistory(in) : KlHistory.NONE));
  }

  private ImmutableMap<String, float[]> readVariables(DataInputStream in) throws IOException {
    ImmutableMap.Builder<String, float[]> variables = ImmutableMap.builder();
    for (int count = in.readInt(); count > 0; count--) {
      String name = in.readUTF();
      int length = in.readInt();
      if (length < 0 || (long) Float.BYTES * length > Files.size(path)) {
        throw new UnusableException("is damaged"); // A length that may not fit into memory.
      }
      float[] values = new float[length];
      byte[] bytes = new byte[Float.BYTES * length];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
      variables.put(name, values);
    }
    return variables.buildOrThrow();
  }

  // One by one, so that a damaged length ends at the end of the file and not of the memory.

  private static Progress readProgress(DataInputStream in) throws IOException {
    long step = in.readLong();
    int skipped = in.readInt();
    ImmutableLongArray.Builder updates = ImmutableLongArray.builder();
    for (int i = in.readInt(); i > 0; i--) {
      updates.add(in.readLong());
    }
    return new Progress(step, skipped, updates.build(), readDoubles(in), Looks.NONE);
  }

  private static EpochSums readEpoch(DataInputStream in) throws IOException {
    ImmutableDoubleArray sums = readDoubles(in);
    ImmutableIntArray.Builder turns = ImmutableIntArray.builder();
    for (int i = in.readInt(); i > 0; i--) {
      turns.add(in.readInt());
    }
    return new EpochSums(sums, turns.build(), in.readInt());
  }

  private static KlHistory readHistory(DataInputStream in) throws IOException {
    ImmutableList.Builder<KlHistory.Look> looks = ImmutableList.builder();
    for (int i = in.readInt(); i > 0; i--) {
      looks.add(new KlHistory.Look(in.readLong(), readDoubles(in)));
    }
    return new KlHistory(looks.build());
  }

  private static ImmutableDoubleArray readDoubles(DataInputStream in) throws IOException {
    ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder();
    for (int i = in.readInt(); i > 0; i--) {
      values.add(in.readDouble());
    }
    return values.build();
  }
}
