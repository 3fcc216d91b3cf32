package org.lowerbound.data;

import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;

/** The description of a data set: which one, how it is split, how it is binarised. */
public interface DatasetSpec {
  /**
   * Returns the data set, reading, downloading or making it.
   *
   * @throws DataException if it cannot be had; the message says what to do
   */
  Dataset load(DataSource source);

  /**
   * Checks, without reading the observations, that {@link #load} can find what it needs.
   *
   * @throws DataException if a file is missing and cannot be downloaded, or is not what it should
   *     be
   */
  default void check(DataSource source) {}
}
