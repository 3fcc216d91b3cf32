package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;

/** The numbers of one training that are measured already. */
public interface KnownNumbers {
  /** No numbers, and none are kept. */
  KnownNumbers NONE =
      new KnownNumbers() {
        @Override
        public Optional<ImmutableMap<String, Estimate>> get(Split split, int metric) {
          return Optional.empty();
        }

        @Override
        public void put(
            Split split,
            int metric,
            ImmutableMap<String, Estimate> numbers,
            ImmutableMap<String, double[]> perExample) {}
      };

  /**
   * Returns what a metric gave, by column name, that of the split included.
   *
   * @param metric its position in the trial's {@code evaluation}
   */
  Optional<ImmutableMap<String, Estimate>> get(Split split, int metric);

  /**
   * Keeps what a metric gave.
   *
   * @param metric its position in the trial's {@code evaluation}
   * @param numbers by column name, that of the split included
   * @param perExample what it kept of each example, by name
   */
  void put(
      Split split,
      int metric,
      ImmutableMap<String, Estimate> numbers,
      ImmutableMap<String, double[]> perExample);
}
