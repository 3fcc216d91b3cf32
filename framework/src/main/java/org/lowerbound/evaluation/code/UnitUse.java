package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;

/**
 * What a latent unit is used for, by each definition of its collapse.
 *
 * @param measures what is measured
 */
record UnitUse(ImmutableMap<CollapseDefinition, Measure> measures) {
  /**
   * A number that is small for a unit that tells nothing.
   *
   * @param value the number
   * @param standardError its standard error
   * @param threshold up to which the unit is collapsed
   */
  record Measure(double value, double standardError, double threshold) {
    private static final double STANDARD_ERRORS = 2;

    boolean isCollapsed() {
      return value <= threshold;
    }

    /** Returns whether the unit may as well be on the other side of the threshold. */
    boolean isUndecided() {
      return Math.abs(value - threshold) < STANDARD_ERRORS * standardError;
    }
  }

  /** Checks that nothing is missing. */
  UnitUse {
    checkArgument(
        measures.size() == CollapseDefinition.values().length, "only %s", measures.keySet());
  }

  /** Returns whether all that was measured is finite. */
  boolean isFinite() {
    return measures.values().stream().allMatch(measure -> Double.isFinite(measure.value()));
  }

  /** Returns the definitions by which the unit is collapsed. */
  ImmutableSet<CollapseDefinition> collapsedBy() {
    return ImmutableSet.copyOf(Maps.filterValues(measures, Measure::isCollapsed).keySet());
  }
}
