package org.lowerbound.optimizer;

import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.LearningRate;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The description of an update rule. Each wraps one of TensorFlow's own update kernels. */
public interface Optimizer {
  /** Returns the learning rate. */
  LearningRate learningRate();

  /** Adds the scalars that all parameters share, and returns the rule for one parameter. */
  Rule build(Ops tf, ScheduledInputs inputs);

  /** The update of one parameter. */
  @FunctionalInterface
  interface Rule {
    /** Returns an op that moves {@code variable} against {@code gradient}. */
    Op apply(
        Ops tf,
        String name,
        Variable<TFloat32> variable,
        Operand<TFloat32> gradient,
        SlotStore slots);
  }
}
