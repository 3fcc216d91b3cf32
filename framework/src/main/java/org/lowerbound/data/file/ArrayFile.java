package org.lowerbound.data.file;

import com.google.common.collect.ImmutableMap;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.data.source.DataException;

/** A file of arrays, each under a key, or of one array without a key. */
public abstract sealed class ArrayFile implements Closeable permits NpyFile, NpzFile, Hdf5File {
  private static final int MAGIC_BYTES = 8;

  private final Path path;

  ArrayFile(Path path) {
    this.path = path;
  }

  /**
   * Opens a file in one of the formats {@code .npy}, {@code .npz} and HDF5. Its first bytes decide
   * which, not its name.
   *
   * @throws DataException if it cannot be read or is in none of them
   */
  public static ArrayFile open(Path path) {
    return open(path, Long.MAX_VALUE);
  }

  /**
   * Opens a file of which large arrays stay where they are, and are read when their values are
   * looked at. That works for {@code .npy} in C order; other arrays are read into memory.
   *
   * @param mapFrom how many bytes are large
   * @throws DataException if it cannot be read or is in none of the formats
   */
  public static ArrayFile open(Path path, long mapFrom) {
    byte[] magic = start(path);
    if (startsWith(magic, NpyHeader.MAGIC)) {
      return NpyFile.open(path, mapFrom);
    } else if (startsWith(magic, NpzFile.MAGIC) || startsWith(magic, NpzFile.MAGIC_OF_EMPTY)) {
      return NpzFile.open(path);
    } else if (startsWith(magic, Hdf5File.MAGIC)) {
      return Hdf5File.open(path);
    } else if (magic.length == 0) {
      throw new DataException(path + ": is empty");
    }
    throw new DataException(
        String.format(
            "%s: is no file of arrays: it starts with the bytes %s; .npy, .npz and HDF5 work",
            path, HexFormat.ofDelimiter(" ").formatHex(magic)));
  }

  private static byte[] start(Path path) {
    if (Files.isDirectory(path)) {
      throw new DataException(path + ": is a folder, but a file is needed");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAGIC_BYTES);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  private static boolean startsWith(byte[] start, byte[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= start.length || start[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  static DataException cannotRead(Path path, Exception e) {
    return new DataException(path + ": cannot be read: " + e, e);
  }

  /** Returns where the file is. */
  public final Path path() {
    return path;
  }

  /** Returns what there is, for messages: for each key the type and the sizes of its array. */
  public abstract ImmutableMap<String, String> arrays();

  /** Reads an array that is there. */
  abstract StoredArray get(String key);

  /**
   * Reads an array.
   *
   * @param key which; none where the file has only one
   * @throws DataException if there is no such array, or it is damaged
   */
  public final StoredArray read(Optional<String> key) {
    ImmutableMap<String, String> arrays = arrays();
    String chosen =
        key.orElseGet(
            () -> {
              if (arrays.size() != 1) {
                throw new DataException(
                    String.format(
                        "%s: \"key\" must say which of its arrays; %s", path, known(arrays)));
              }
              return arrays.keySet().iterator().next();
            });
    if (!arrays.containsKey(chosen)) {
      throw new DataException(
          String.format("%s: has no array '%s'; %s", path, chosen, known(arrays)));
    }
    return get(chosen);
  }

  /** Closes the file; what was read of it stays. */
  @Override
  public void close() {}

  private static String known(Map<String, String> arrays) {
    if (arrays.isEmpty()) {
      return "there are none in it";
    }
    return "there are "
        + arrays.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("; "));
  }
}
