package org.lowerbound.experiment.execution;

/** Hears how far the checks of a sweep's trials are. */
@FunctionalInterface
public interface PlanProgress {
  /** Takes no notice. */
  PlanProgress NONE = (done, total) -> {};

  /**
   * Is told after each piece of work.
   *
   * @param done how many are done
   * @param total how many there are
   */
  void checked(int done, int total);
}
