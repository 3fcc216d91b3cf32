package org.lowerbound.schedule;

/** A scalar as a function of the training time. */
@FunctionalInterface
public interface StepFunction {
  /** Returns the value used by the update that follows {@code time.step()} earlier ones. */
  double at(Time time);
}
