package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.source.RemoteFile;

/** A data set of the literature, or one made by code, of which there is something to be told. */
public interface DescribedDataset extends DatasetSpec {
  /** Returns what people should know of it. */
  DatasetNote note();

  /**
   * Returns all its files, labels included, each in the forms of which one will do, the preferred
   * one first; none if it is made by code.
   */
  default ImmutableList<ImmutableList<RemoteFile>> files() {
    return ImmutableList.of();
  }
}
