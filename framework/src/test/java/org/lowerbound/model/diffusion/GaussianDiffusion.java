package org.lowerbound.model.diffusion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;

/**
 * What a diffusion of data from N(mean, variance) is, in closed form: x_t is normal with mean √ᾱ_t
 * m and variance v_t = ᾱ_t s² + 1 − ᾱ_t, and all that a network could learn is linear. All numbers
 * are for one value, in double precision.
 *
 * @param chain the steps
 * @param mean m
 * @param variance s²
 */
public record GaussianDiffusion(DiffusionChain chain, double mean, double variance) {
  /** Variances of the steps back. */
  public enum Kernel {
    /** No noise. */
    NONE,
    /** β. */
    LARGE,
    /** β̃. */
    SMALL,
    /** What the mean leaves. */
    EXACT
  }

  /** The moments of a normal distribution. */
  public record Moments(double mean, double variance) {}

  /** The terms of the bound on −log p(x), averaged over the data, nats. */
  public record Terms(double prior, double steps, double reconstruction) {
    /** Returns their sum. */
    public double total() {
      return prior + steps + reconstruction;
    }
  }

  /** Returns v_t. */
  public double marginalVariance(int step) {
    return chain.signal(step) * variance + chain.noise(step);
  }

  /** Returns Var(x_0 | x_t). */
  public double startVariance(int step) {
    return variance * chain.noise(step) / marginalVariance(step);
  }

  /** Returns the slope of E[x_0 | x_t] in x_t. */
  public double startSlope(int step) {
    return Math.sqrt(chain.signal(step)) * variance / marginalVariance(step);
  }

  /** Returns E[x_0 | x_t]. */
  public double start(int step, double state) {
    return mean + startSlope(step) * (state - Math.sqrt(chain.signal(step)) * mean);
  }

  /** Returns E[ε | x_t], where x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε. */
  public double noise(int step, double state) {
    return (state - Math.sqrt(chain.signal(step)) * start(step, state))
        / Math.sqrt(chain.noise(step));
  }

  /** Returns Var(x_{t−1} | x_t), which is the exact kernel's. */
  public double exactVariance(int step) {
    return marginalVariance(step - 1) * chain.beta(step) / marginalVariance(step);
  }

  /** Returns the variance of a step back. */
  public double variance(Kernel kernel, int step) {
    return switch (kernel) {
      case NONE -> 0;
      case LARGE -> chain.beta(step);
      case SMALL -> chain.smallVariance(step);
      case EXACT -> exactVariance(step);
    };
  }

  /** Returns the moments of x_0 when x_T is drawn from N(0, 1); the last step adds no noise. */
  public Moments ancestral(Kernel kernel) {
    return ancestralStates(kernel).get(0);
  }

  /** Returns the moments of x_0, x_1, …, x_T when x_T is drawn from N(0, 1). */
  public ImmutableList<Moments> ancestralStates(Kernel kernel) {
    List<Moments> states = new ArrayList<>();
    double atMean = 0;
    double atVariance = 1;
    states.add(new Moments(atMean, atVariance));
    for (int t = chain.steps(); t >= 1; t--) {
      double slope = chain.startWeight(t) * startSlope(t) + chain.stateWeight(t);
      atMean = chain.startWeight(t) * start(t, atMean) + chain.stateWeight(t) * atMean;
      atVariance = slope * slope * atVariance;
      if (t > 1 || kernel == Kernel.EXACT) {
        atVariance += variance(kernel, t);
      }
      states.add(new Moments(atMean, atVariance));
    }
    return ImmutableList.copyOf(Lists.reverse(states));
  }

  /** Returns the moments of x_0 by DDIM with η = 0. */
  public Moments deterministic() {
    double atMean = 0;
    double atVariance = 1;
    for (int t = chain.steps(); t >= 1; t--) {
      double ofStart = Math.sqrt(chain.signal(t - 1));
      double ofNoise = Math.sqrt(chain.noise(t - 1));
      double noiseSlope =
          (1 - Math.sqrt(chain.signal(t)) * startSlope(t)) / Math.sqrt(chain.noise(t));
      double slope = ofStart * startSlope(t) + ofNoise * noiseSlope;
      atMean = ofStart * start(t, atMean) + ofNoise * noise(t, atMean);
      atVariance = slope * slope * atVariance;
    }
    return new Moments(atMean, atVariance);
  }

  /** Returns the terms of the bound. */
  public Terms terms(Kernel kernel) {
    int last = chain.steps();
    double meanSquare = mean * mean + variance;
    double prior = 0.5 * (chain.signal(last) * (meanSquare - 1) - Math.log(chain.noise(last)));
    double steps = 0;
    for (int t = 2; t <= last; t++) {
      steps += kl(kernel, t);
    }
    double first = variance(kernel, 1);
    double reconstruction = 0.5 * (Math.log(2 * Math.PI * first) + startVariance(1) / first);
    return new Terms(prior, steps, reconstruction);
  }

  /** Returns E KL(q(x_{t−1} | x_t, x_0) ‖ p(x_{t−1} | x_t)) for t ≥ 2. */
  public double kl(Kernel kernel, int t) {
    double posterior = chain.posteriorVariance(t);
    double own = variance(kernel, t);
    double error = chain.startWeight(t) * chain.startWeight(t) * startVariance(t);
    return 0.5 * (Math.log(own / posterior) + (posterior + error) / own - 1);
  }

  /** Returns the entropy of the data. */
  public double entropy() {
    return 0.5 * Math.log(2 * Math.PI * Math.E * variance);
  }
}
