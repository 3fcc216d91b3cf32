package org.lowerbound.tools.compress;

import com.google.common.base.VerifyException;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/**
 * Images in a bits-back code, as a file ({@code .lbc}) has them: numbers with the highest byte
 * first, texts as {@link DataOutputStream#writeUTF} writes them, and at the end the SHA-256 of all
 * that stands before it.
 *
 * @param trial whose model coded them
 * @param model the SHA-256 of the model's parameters
 * @param build the commit of the program that coded them
 * @param shape of an image
 * @param count how many images
 * @param latentBits a real latent has 2^this bins
 * @param seed of the starting bits
 * @param startingWords how many words of starting bits lie below the message
 * @param images the SHA-256 of the images' symbols
 * @param head the message's head
 * @param tail its words, the lowest first
 */
record CodedFile(
    String trial,
    String model,
    String build,
    ImmutableLongArray shape,
    int count,
    int latentBits,
    long seed,
    int startingWords,
    String images,
    long head,
    ImmutableIntArray tail) {
  private static final byte[] MAGIC = {'L', 'B', 'C', '1'};
  private static final int CHECKSUM = 32;
  private static final int MOST_AXES = 8;

  /** Returns what {@link #images} is of some images' symbols. */
  static String imagesHash(int[][] symbols) {
    var hasher = Hashing.sha256().newHasher();
    for (int[] image : symbols) {
      for (int symbol : image) {
        hasher.putByte((byte) symbol);
      }
    }
    return hasher.hash().toString();
  }

  /** Returns the file's bytes. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeUTF(trial);
      out.writeUTF(model);
      out.writeUTF(build);
      out.writeByte(shape.length());
      for (int axis = 0; axis < shape.length(); axis++) {
        out.writeLong(shape.get(axis));
      }
      out.writeInt(count);
      out.writeByte(latentBits);
      out.writeLong(seed);
      out.writeInt(startingWords);
      out.writeUTF(images);
      out.writeLong(head);
      out.writeInt(tail.length());
      for (int i = 0; i < tail.length(); i++) {
        out.writeInt(tail.get(i));
      }
      out.write(Hashing.sha256().hashBytes(bytes.toByteArray()).asBytes());
    } catch (IOException e) {
      throw new VerifyException(e); // There is only memory to write to.
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws ResultException if it cannot be written
   */
  void write(Path file) {
    try {
      WholeFiles.write(file, stream -> stream.write(bytes()));
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ResultException if it cannot be read, is no such file, or is damaged
   */
  static CodedFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + WholeFiles.reason(e), e);
    }
    if (bytes.length < MAGIC.length + CHECKSUM
        || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new ResultException("%s is no file that compress has written".formatted(file));
    }
    int length = bytes.length - CHECKSUM;
    byte[] checksum = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!Arrays.equals(checksum, Hashing.sha256().hashBytes(bytes, 0, length).asBytes())) {
      throw new ResultException(
          "%s is damaged: its checksum is that of other bytes".formatted(file));
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, MAGIC.length, length - MAGIC.length))) {
      return parse(in);
    } catch (IOException e) {
      throw new ResultException("%s is cut short or damaged".formatted(file), e);
    }
  }

  private static CodedFile parse(DataInputStream in) throws IOException {
    String trial = in.readUTF();
    String model = in.readUTF();
    String build = in.readUTF();
    int axes = in.readByte();
    if (axes < 1 || axes > MOST_AXES) {
      throw new IOException("a shape of %d axes".formatted(axes));
    }
    ImmutableLongArray.Builder shape = ImmutableLongArray.builder();
    for (int axis = 0; axis < axes; axis++) {
      shape.add(in.readLong());
    }
    int count = in.readInt();
    int latentBits = in.readByte();
    long seed = in.readLong();
    int startingWords = in.readInt();
    String images = in.readUTF();
    long head = in.readLong();
    int words = in.readInt();
    if (count < 1 || words < 0 || (long) words * Integer.BYTES != in.available()) {
      throw new IOException("%d words".formatted(words));
    }
    ImmutableIntArray.Builder tail = ImmutableIntArray.builder(words);
    for (int i = 0; i < words; i++) {
      tail.add(in.readInt());
    }
    return new CodedFile(
        trial,
        model,
        build,
        shape.build(),
        count,
        latentBits,
        seed,
        startingWords,
        images,
        head,
        tail.build());
  }
}
