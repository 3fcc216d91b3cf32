package org.lowerbound.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.Download;
import org.lowerbound.data.source.FileContent;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.random.RandomStream;

/** Makes small data files. */
public final class TestFiles {
  private TestFiles() {}

  /** Returns the data directory of the machine; the test is skipped if there is none. */
  public static Path dataDirectory() {
    String directory = System.getenv("LOWERBOUND_DATA");
    assumeTrue(directory != null, "LOWERBOUND_DATA is not set");
    return Path.of(directory);
  }

  /** Returns the content of an IDX file with the given type and sizes, whatever the values are. */
  public static byte[] idx(int type, byte[] values, int... sizes) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
    buffer.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    return buffer.put(values).array();
  }

  /**
   * Returns the content of a NumPy file in C order.
   *
   * @param type NumPy's name of it: {@code <f4}
   * @param shape the sizes, with commas between them
   */
  public static byte[] npy(String type, String shape, byte[] values) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s,), }\n".formatted(type, shape);
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + values.length);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1)).put((byte) 1).put((byte) 0);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putShort((short) header.length());
    return bytes.put(header.getBytes(ISO_8859_1)).put(values).array();
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Returns levels 0 … 255 in no order. */
  public static byte[] randomBytes(int count) {
    RandomStream stream = new RandomStream(0, "bytes");
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) stream.nextInt(256);
    }
    return bytes;
  }

  /** Returns what a file with this content is known by; it is offered plain, if at all. */
  public static RemoteFile describe(String folder, String name, byte[] content, URI... mirrors) {
    Checksum checksum = checksum(content);
    return new RemoteFile(
        DataFolders.of(folder, "Other/raw"),
        name,
        FileContent.of(checksum),
        mirrors.length == 0
            ? Optional.empty()
            : Optional.of(new Download(name, checksum, ImmutableList.copyOf(mirrors))),
        Optional.empty());
  }

  public static Checksum checksum(byte[] content) {
    return new Checksum(content.length, Hashing.sha256().hashBytes(content).toString());
  }

  /** Returns where a file is plain in its data set's own folder. */
  public static Path plainIn(Path root, RemoteFile file) {
    return root.resolve(file.folders().name()).resolve(file.name());
  }

  /** Returns where a file is compressed in its data set's own folder. */
  public static Path zippedIn(Path root, RemoteFile file) {
    return root.resolve(file.folders().name()).resolve(file.name() + ".gz");
  }

  public static InputStream stream(byte[] content) {
    return new ByteArrayInputStream(content);
  }

  public static byte[] all(Path file, InputStream content) {
    try {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  public static Path write(Path path, byte[] content) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.write(path, content);
  }

  /** Returns a source of which nothing is in the cache. */
  public static DataSource source(Path directory, Path temporary) {
    return new DataSource(Optional.of(directory), temporary.resolve("no-cache"));
  }
}
