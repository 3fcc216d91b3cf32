package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;

/** One official part of a set of images, in its files. */
interface ImagePart {
  /** Returns the files, those of the labels included. */
  ImmutableList<RemoteFile> files();

  /** Checks, without reading them, that the files are there, those of the labels if need be. */
  void check(DataSource source, boolean withLabels);

  /** Reads the images. */
  ImageLevels images(DataSource source);

  /**
   * Reads the class of each image, from 0.
   *
   * @param count how many images there are
   */
  int[] labels(DataSource source, int count);
}
