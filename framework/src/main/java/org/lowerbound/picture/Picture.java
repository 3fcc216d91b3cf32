package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;

/**
 * A picture whose parts may have names. A {@link Raster} is one without any.
 *
 * <p>A part with a name can be told from the rest later: on a sheet of many pictures, one that all
 * of them have is then shown once.
 */
public interface Picture {
  /** Returns the whole. */
  Raster raster();

  /** Returns the parts that have names, in reading order. */
  ImmutableList<Panel> panels();
}
