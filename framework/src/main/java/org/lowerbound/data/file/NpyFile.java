package org.lowerbound.data.file;

import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.source.DataException;

/** One array in NumPy's format, versions 1 to 3: {@code numpy.save}. */
public final class NpyFile extends ArrayFile {
  /** The key of the only array. */
  private static final String ONLY = "";

  private final NpyHeader header;

  private NpyFile(Path path, NpyHeader header) {
    super(path);
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @throws DataException if it cannot be read or is not such a file
   */
  public static NpyFile open(Path path) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return new NpyFile(path, NpyHeader.read(path.toString(), in));
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  @Override
  public ImmutableMap<String, String> arrays() {
    return ImmutableMap.of(ONLY, header.description());
  }

  @Override
  StoredArray get(String key) {
    String place = path().toString();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path()))) {
      return NpyContent.read(place, in, Files.size(path()), Optional.empty());
    } catch (IOException e) {
      throw cannotRead(path(), e);
    }
  }
}
