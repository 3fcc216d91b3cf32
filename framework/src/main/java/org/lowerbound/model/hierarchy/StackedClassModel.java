package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.ClassLatents;
import org.lowerbound.model.Encoding;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A {@link StackedSemiSupervisedVae} in a graph.
 *
 * @param codes gives the codes, and does not learn
 * @param top the model of codes and classes
 */
record StackedClassModel(Encoding codes, ClassModel top) implements ClassLatents, Encoding {
  @Override
  public int classes() {
    return top.classes();
  }

  @Override
  public int latents() {
    return codes.latents();
  }

  /** Returns the codes that are modelled. */
  @Override
  public Code encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return codes.encode(tf, observations, pass.outsideTraining());
  }

  /** Returns log q(y | the mean of the code). */
  @Override
  public Operand<TFloat32> labelLogProbs(Ops tf, Operand<TFloat32> observations, Pass pass) {
    Code code = encode(tf, observations, pass);
    checkArgument(
        code instanceof WithMean, "the posterior %s has no mean to take", TypeNames.of(code));
    return top.labelLogProbs(tf, ((WithMean) code).mean(tf), pass);
  }

  @Override
  public Operand<TFloat32> seen(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, Pass pass) {
    return tf.reshape(
        encode(tf, observations, pass).draw(tf, noise, 1), tf.array(-1, latents())); // [B, latents]
  }

  @Override
  public Operand<TFloat32> logClassesOfSeen(Ops tf, Operand<TFloat32> seen, Pass pass) {
    return top.labelLogProbs(tf, seen, pass);
  }

  @Override
  public Operand<TFloat32> logClassPrior(Ops tf, Operand<TFloat32> given, Pass pass) {
    return top.logClassPrior(tf, given, pass);
  }

  @Override
  public BoundTerms termsOfClasses(
      Ops tf,
      Operand<TFloat32> seen,
      Operand<TFloat32> given,
      NoiseSource noise,
      int sampleCount,
      Pass pass) {
    return top.termsOfClasses(tf, seen, given, noise, sampleCount, pass);
  }
}
