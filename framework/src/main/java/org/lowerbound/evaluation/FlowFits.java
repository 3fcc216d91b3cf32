package org.lowerbound.evaluation;

import org.lowerbound.model.flow.Flow;

/**
 * Fits densities to vectors by maximum likelihood: beside the trial, each in a graph and a session
 * of its own, so that nothing of the trial's training depends on them.
 */
public interface FlowFits {
  /** Where no trial is: refuses all. */
  FlowFits NONE =
      new FlowFits() {
        @Override
        public void check(Flow flow, int dimension) {
          throw new IllegalStateException("flows are fitted beside a trial, and there is none");
        }

        @Override
        public FittedFlow fit(SplitRunner runner, double[][] vectors, FlowCourse course) {
          throw new IllegalStateException("flows are fitted beside a trial, and there is none");
        }
      };

  /**
   * Checks that there is such a flow.
   *
   * @param dimension that of the vectors
   * @throws IllegalArgumentException if not; the message says why
   */
  void check(Flow flow, int dimension);

  /**
   * Fits one. It is a function of the vectors and the course.
   *
   * @param runner hears how far it is, and ends it if the trial is stopped
   * @param vectors {@code [n][dimension]}
   * @throws IllegalStateException if the training diverges
   */
  FittedFlow fit(SplitRunner runner, double[][] vectors, FlowCourse course);
}
