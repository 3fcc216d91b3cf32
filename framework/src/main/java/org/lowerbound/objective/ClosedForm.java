package org.lowerbound.objective;

/** An objective whose parameters are set in closed form: there is no gradient of it. */
public interface ClosedForm extends Objective {
  /** Returns an objective with the same maximum that parameters reach by gradient. */
  Objective byGradient();
}
