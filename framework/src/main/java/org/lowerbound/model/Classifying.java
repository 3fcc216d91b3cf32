package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that gives p(y | x) for the labels y, itself and not by Bayes' rule. */
public interface Classifying extends Model {
  /** Returns log p(y | x) in nats of each label: {@code [B, D] -> [B, classes]}. */
  Operand<TFloat32> labelLogProbs(Ops tf, Operand<TFloat32> observations, Pass pass);
}
