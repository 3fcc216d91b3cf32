package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Split;

/**
 * A metric or a figure that needs examples of other splits than the one it is of: a classifier of
 * codes is fitted to those of the training split.
 */
public interface ReadsSplits {
  /** Returns the splits that it asks for by {@link SplitRunner#of}. */
  ImmutableSet<Split> alsoReads();
}
