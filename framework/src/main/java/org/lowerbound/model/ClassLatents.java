package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(y) p(z) p(x | y, z) with q(y | x) q(z | x, y), where y is the class of an observation and a
 * latent like z where it is not known (Kingma, Rezende, Mohamed and Welling 2014, "Semi-supervised
 * learning with deep generative models"). What is asked of it for given classes is asked row by
 * row: an objective that tries all of them repeats the observations, and runs each network once.
 */
public interface ClassLatents extends Classifying {
  /** Returns the number of classes. */
  int classes();

  /**
   * Returns what q(y | ·), q(z | ·, y) and p(· | y, z) are of: the observations themselves, or
   * draws of codes of them.
   *
   * @param observations {@code [B, D]}
   * @param noise what codes are drawn from
   * @return {@code [B, …]}, for the three functions below
   */
  default Operand<TFloat32> seen(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, Pass pass) {
    return observations;
  }

  /**
   * Returns log q(y | x) of each class in nats, from what is {@link #seen}, {@code [B, classes]}.
   */
  Operand<TFloat32> logClassesOfSeen(Ops tf, Operand<TFloat32> seen, Pass pass);

  /**
   * Returns log p(y) in nats, {@code [B, classes] -> [B]}; for what is no one-hot vector, Σ y log
   * p(y).
   */
  Operand<TFloat32> logClassPrior(Ops tf, Operand<TFloat32> classes, Pass pass);

  /**
   * Draws K latents z for each observation and its class and evaluates every term of a bound on log
   * p(x | y): those of q(z | x, y), p(z) and p(x | y, z).
   *
   * @param seen what is {@link #seen} of the observations, {@code [B, …]}
   * @param classes {@code [B, classes]}, one-hot, or relaxed
   * @param noise what the latents are drawn from
   * @param sampleCount K
   */
  BoundTerms termsOfClasses(
      Ops tf,
      Operand<TFloat32> seen,
      Operand<TFloat32> classes,
      NoiseSource noise,
      int sampleCount,
      Pass pass);
}
