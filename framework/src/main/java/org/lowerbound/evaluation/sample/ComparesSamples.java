package org.lowerbound.evaluation.sample;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.ReadsSplits;

/** A metric of samples against data: what it reads follows from what is compared, and by what. */
interface ComparesSamples extends Metric, ReadsSplits, ReadsLabels {
  /**
   * What the names of columns end with that have other images of the data in the samples' place.
   */
  String REAL = "-real";

  /** Says what is in them. */
  String OF_REAL = "The same of other images of the data in the place of samples";

  /** Returns what is compared, and by what. */
  Comparison comparison();

  @Override
  default ImmutableSet<Split> alsoReads() {
    return comparison().alsoReads();
  }

  @Override
  default Optional<String> target() {
    return comparison().features().target();
  }

  @Override
  default boolean readsLabels() {
    return comparison().features().readsLabels();
  }
}
