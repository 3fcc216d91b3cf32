package org.lowerbound.data.source;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Makes something of a data file's content.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface ContentReader<T> {
  /**
   * Reads the content.
   *
   * @param file the file's place, for messages
   * @param content the content, no longer compressed; closed by the caller
   * @throws DataException if the content is not as it should be
   */
  T read(Path file, InputStream content);
}
