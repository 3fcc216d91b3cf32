package org.lowerbound.data.file;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lowerbound.data.source.DataException;

/**
 * Arrays by name as NumPy keeps them, a zip of files in its format: {@code numpy.savez}, {@code
 * numpy.savez_compressed}. Nothing is unpacked but what is read, and that to memory alone.
 */
public final class NpzFile extends ArrayFile {
  /** What a zip starts with. */
  static final byte[] MAGIC = {'P', 'K', 3, 4};

  /** What a zip without entries starts with. */
  static final byte[] MAGIC_OF_EMPTY = {'P', 'K', 5, 6};

  private static final String ENDING = ".npy";

  /** Deflate packs no more than 1032 bytes into one (RFC 1951: 258 into two bits). */
  private static final long TIGHTEST = 1032;

  private final ZipFile zip;
  private final ImmutableMap<String, ZipEntry> entries;
  private final ImmutableMap<String, String> arrays;

  private NpzFile(Path path, ZipFile zip) throws IOException {
    super(path);
    this.zip = zip;
    this.entries = entries(path, zip);
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
      try (InputStream in = content(entry.getKey())) {
        found.put(entry.getKey(), NpyHeader.read(place(entry.getKey()), in).description());
      }
    }
    this.arrays = ImmutableMap.copyOf(found);
  }

  /**
   * Opens a file, which must be closed.
   *
   * @throws DataException if it cannot be read or is not such a file
   */
  public static NpzFile open(Path path) {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new DataException(
          path
              + (String.valueOf(e.getMessage()).contains("encrypted")
                  ? ": is encrypted; a plain .npz works"
                  : ": is a damaged or truncated zip: " + e.getMessage()),
          e);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
    try {
      return new NpzFile(path, zip);
    } catch (IOException | DataException e) {
      closeQuietly(zip);
      throw e instanceof DataException data ? data : damaged(path.toString(), e);
    }
  }

  private static void closeQuietly(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException e) {
      // It was only read.
    }
  }

  private static ImmutableMap<String, ZipEntry> entries(Path path, ZipFile zip) {
    Map<String, ZipEntry> byKey = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.startsWith("/")
          || name.contains("\\")
          || Splitter.on('/').splitToStream(name).anyMatch(".."::equals)) {
        throw new DataException(
            String.format("%s: has an entry named '%s', which leads out of the zip", path, name));
      }
      if (name.endsWith(ENDING)) {
        String key = name.substring(0, name.length() - ENDING.length());
        if (byKey.put(key, entry) != null) {
          throw new DataException(String.format("%s: has two arrays '%s'", path, key));
        }
        checkSize(path, entry);
      }
    }
    return ImmutableMap.copyOf(byKey);
  }

  /** Checks that an entry can be as long as it says, before memory is taken for it. */
  private static void checkSize(Path path, ZipEntry entry) {
    long packed = entry.getCompressedSize();
    boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
    if (entry.getSize() < 0
        || packed < 0
        || entry.getSize() > (deflated ? packed * TIGHTEST + TIGHTEST : packed)) {
      throw new DataException(
          String.format(
              "%s: the entry %s says that %d bytes become %d, which is more than a zip can pack;"
                  + " it is damaged",
              path, entry.getName(), packed, entry.getSize()));
    }
  }

  @Override
  public ImmutableMap<String, String> arrays() {
    return arrays;
  }

  @Override
  StoredArray get(String key) {
    return get(key, Optional.empty());
  }

  /**
   * Reads some rows of an array; of a large one that does not fit into memory as a whole, for
   * instance.
   *
   * @param key which array
   * @param rows numbers of the first dimension, in ascending order
   * @throws DataException if there is no such array, or it is damaged
   */
  public StoredArray read(String key, int[] rows) {
    if (!entries.containsKey(key)) {
      return read(Optional.of(key)); // Which says what there is.
    }
    return get(key, Optional.of(rows));
  }

  private StoredArray get(String key, Optional<int[]> rows) {
    String place = place(key);
    try (InputStream in = content(key)) {
      return NpyContent.read(place, in, entries.get(key).getSize(), rows);
    } catch (IOException e) {
      throw damaged(place, e);
    }
  }

  private InputStream content(String key) throws IOException {
    return new BufferedInputStream(zip.getInputStream(entries.get(key)));
  }

  private String place(String key) {
    return path() + ", key " + key;
  }

  private static DataException damaged(String place, Exception e) {
    return new DataException(place + ": is damaged: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    closeQuietly(zip);
  }
}
