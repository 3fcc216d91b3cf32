package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;

/**
 * All numbers of a chain x_0, …, x_T that noise is added to, as functions of its step t = 1 … T, in
 * double precision: q(x_t | x_{t−1}) = N(√α_t x_{t−1}, β_t I) with α_t = 1 − β_t, so that q(x_t |
 * x_0) = N(√ᾱ_t x_0, (1 − ᾱ_t) I) with ᾱ_t = α_1 … α_t (Ho et al. 2020, equations 2, 4, 6 and 7).
 */
public final class DiffusionChain {
  private final ImmutableDoubleArray betas;

  /** log ᾱ_t for t = 0 … T. */
  private final ImmutableDoubleArray logLeft;

  private DiffusionChain(ImmutableDoubleArray betas, ImmutableDoubleArray logLeft) {
    this.betas = betas;
    this.logLeft = logLeft;
  }

  /** Makes the chain with given β_1 … β_T, each in (0, 1). */
  public static DiffusionChain of(ImmutableDoubleArray betas) {
    checkArgument(!betas.isEmpty(), "a chain must have a step");
    ImmutableDoubleArray.Builder logLeft = ImmutableDoubleArray.builder(betas.length() + 1);
    double sum = 0;
    logLeft.add(sum);
    for (int i = 0; i < betas.length(); i++) {
      double beta = betas.get(i);
      checkArgument(beta > 0 && beta < 1, "beta must be above 0 and below 1 but is %s", beta);
      sum += Math.log1p(-beta);
      logLeft.add(sum);
    }
    return new DiffusionChain(betas, logLeft.build());
  }

  /** Returns T. */
  public int steps() {
    return betas.length();
  }

  /** Returns β_t. */
  public double beta(int step) {
    return betas.get(index(step));
  }

  /** Returns α_t. */
  public double alpha(int step) {
    return 1 - beta(step);
  }

  /** Returns ᾱ_t, what is left of the variance of the observation; 1 at step 0. */
  public double signal(int step) {
    return Math.exp(logLeft.get(step));
  }

  /** Returns 1 − ᾱ_t, the variance of all noise so far; 0 at step 0. */
  public double noise(int step) {
    return 0 - Math.expm1(logLeft.get(step)); // And not -0 at step 0.
  }

  /** Returns β̃_t, the variance of q(x_{t−1} | x_t, x_0); 0 at step 1 (equation 7). */
  public double posteriorVariance(int step) {
    return noise(step - 1) / noise(step) * beta(step);
  }

  /** Returns what x_0 counts in the mean of q(x_{t−1} | x_t, x_0); 1 at step 1 (equation 7). */
  public double startWeight(int step) {
    return beta(step) * Math.sqrt(signal(step - 1)) / noise(step);
  }

  /** Returns what x_t counts in the mean of q(x_{t−1} | x_t, x_0); 0 at step 1 (equation 7). */
  public double stateWeight(int step) {
    return noise(step - 1) * Math.sqrt(alpha(step)) / noise(step);
  }

  /**
   * Returns the smallest variance of a step back: β̃_t, and β̃_2 at step 1, where β̃_t is 0; β_1 of
   * a chain with one step.
   */
  public double smallVariance(int step) {
    index(step);
    return steps() == 1 ? beta(1) : posteriorVariance(Math.max(2, step));
  }

  /**
   * Returns KL(q(x_T | x_0) ‖ N(0, I)) for one value of x_0, in nats: what the chain's end still
   * knows of its start.
   */
  public double priorKl(double start) {
    int last = steps();
    return 0.5 * (signal(last) * (start * start - 1) - Math.log(noise(last)));
  }

  /**
   * Returns the chain of some of the steps: x_0, x_{τ_1}, x_{τ_2}, …. One of its steps adds the
   * noise of all that it skips, β = 1 − ᾱ_{τ_i} / ᾱ_{τ_{i−1}} (Nichol and Dhariwal 2021, equation
   * 19), and not β_{τ_i}.
   *
   * @param kept τ_1 &lt; τ_2 &lt; …, from 1 to T
   */
  public DiffusionChain only(ImmutableIntArray kept) {
    ImmutableDoubleArray.Builder strides = ImmutableDoubleArray.builder(kept.length());
    int before = 0;
    for (int i = 0; i < kept.length(); i++) {
      int step = kept.get(i);
      checkArgument(step > before, "the steps that are kept must rise, but are %s", kept);
      index(step);
      strides.add(-Math.expm1(logLeft.get(step) - logLeft.get(before)));
      before = step;
    }
    return of(strides.build());
  }

  /**
   * Returns evenly spread steps with the first and the last one among them; of one, the last.
   *
   * @param count how many, at most T
   */
  public ImmutableIntArray spread(int count) {
    checkArgument(
        count >= 1 && count <= steps(),
        "the chain has %s steps, of which %s cannot be taken; 1 … %s work",
        steps(),
        count,
        steps());
    return count == 1
        ? ImmutableIntArray.of(steps())
        : ImmutableIntArray.copyOf(
            IntStream.range(0, count)
                .map(i -> 1 + (int) Math.round((double) i * (steps() - 1) / (count - 1.0))));
  }

  private int index(int step) {
    return checkElementIndex(step - 1, steps(), "step less one");
  }
}
