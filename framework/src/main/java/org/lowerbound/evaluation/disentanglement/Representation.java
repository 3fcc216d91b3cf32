package org.lowerbound.evaluation.disentanglement;

import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.code.Codes;
import org.tensorflow.op.Ops;

/** What stands for an example (Locatello et al. 2019, section 3): the code's mean or one draw. */
public enum Representation {
  /** The posterior mean. */
  MEAN,
  /** One draw from the posterior. */
  SAMPLED;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name, which also names the noise
   */
  Codes codes(Ops tf, EvaluationScope graph, String who) {
    return this == MEAN ? new Codes(tf, graph, who) : Codes.drawn(tf, graph, who, who + ".codes");
  }
}
