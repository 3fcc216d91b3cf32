package org.lowerbound.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.model.diffusion.GaussianDiffusion.Kernel;

/** Golden values are from an independent program in double precision, to the digits given. */
final class DiffusionChainTest {
  private static DiffusionChain linear(int steps) {
    return DiffusionChain.of(new LinearNoise(1e-4, 0.02).betas(steps));
  }

  private static DiffusionChain cosine(int steps) {
    return DiffusionChain.of(new CosineNoise(0.008, 0.999).betas(steps));
  }

  private static DiffusionChain chain(String schedule, int steps) {
    return schedule.equals("linear") ? linear(steps) : cosine(steps);
  }

  @Test
  void schedulesHaveTheirPublishedValues() {
    assertEquals(0.0785872429, linear(1000).signal(500), 5e-11);
    assertEquals(4.0358298e-5, linear(1000).signal(1000), 5e-13);
    assertEquals(4.128422e-5, cosine(1000).beta(1), 5e-12);
    assertEquals(0.999, cosine(1000).beta(1000));
    assertEquals(0.4938435904, cosine(1000).signal(500), 5e-11);
    assertEquals(2.428767e-9, cosine(1000).signal(1000), 5e-16);
    // Fifty steps with the variances of a thousand: most of the observation is left.
    DiffusionChain unscaled = DiffusionChain.of(new LinearNoise(5e-6, 1e-3).betas(50));
    assertEquals(1e-4, unscaled.beta(1), 1e-16);
    assertEquals(0.02, unscaled.beta(50), 1e-15);
    assertEquals(0.6029516, unscaled.signal(50), 5e-8);
    assertEquals(0.4618, unscaled.priorKl(1), 5e-5);
  }

  @ParameterizedTest
  @CsvSource({"linear,1000", "linear,100", "cosine,1000", "cosine,7"})
  void thePosteriorIsTheProductOfTwoNormals(String schedule, int steps) {
    DiffusionChain chain = chain(schedule, steps);
    assertEquals(0, chain.posteriorVariance(1));
    assertEquals(1, chain.startWeight(1), 1e-12);
    assertEquals(0, chain.stateWeight(1));
    for (int t = 2; t <= steps; t++) {
      double precision = 1 / chain.noise(t - 1) + chain.alpha(t) / chain.beta(t);
      assertEquals(1 / precision, chain.posteriorVariance(t), 1e-12 / precision, "step " + t);
      assertEquals(
          Math.sqrt(chain.signal(t - 1)) / chain.noise(t - 1) / precision,
          chain.startWeight(t),
          1e-9,
          "step " + t);
      assertEquals(
          Math.sqrt(chain.alpha(t)) / chain.beta(t) / precision,
          chain.stateWeight(t),
          1e-9,
          "step " + t);
      // A step on from q(x_{t−1} | x_0) gives q(x_t | x_0).
      assertEquals(
          chain.noise(t), chain.alpha(t) * chain.noise(t - 1) + chain.beta(t), 1e-12, "step " + t);
      assertTrue(chain.smallVariance(t) <= chain.beta(t));
    }
    assertEquals(chain.posteriorVariance(2), chain.smallVariance(1));
  }

  @Test
  void aStrideAddsTheNoiseOfWhatItSkips() {
    DiffusionChain chain = linear(1000);
    ImmutableIntArray kept = chain.spread(20);
    assertEquals(20, kept.length());
    assertEquals(1, kept.get(0));
    assertEquals(1000, kept.get(19));
    DiffusionChain strided = chain.only(kept);
    for (int i = 1; i <= 20; i++) {
      int step = kept.get(i - 1);
      assertEquals(chain.signal(step), strided.signal(i), 1e-12 * chain.signal(step));
      assertTrue(i == 1 || strided.beta(i) > 10 * chain.beta(step));
    }
    DiffusionChain all = chain.only(ImmutableIntArray.copyOf(IntStream.rangeClosed(1, 1000)));
    for (int t = 1; t <= 1000; t++) {
      assertEquals(chain.beta(t), all.beta(t), 1e-14);
    }
    assertEquals(ImmutableIntArray.of(1000), chain.spread(1));
    assertEquals(ImmutableIntArray.copyOf(IntStream.rangeClosed(1, 1000)), chain.spread(1000));
    assertEquals(
        "the chain has 1000 steps, of which 1001 cannot be taken; 1 … 1000 work",
        assertThrows(IllegalArgumentException.class, () -> chain.spread(1001)).getMessage());
  }

  @Test
  void tooFewStepsForSoMuchNoiseAreRefused() {
    assertEquals(
        "linear noise up to 0.02 in a thousand steps is 1.0 in each of 20, which must be below 1;"
            + " more than 20 steps or the schedule cosine work",
        assertThrows(IllegalArgumentException.class, () -> linear(20)).getMessage());
    assertEquals(21, linear(21).steps());
    assertEquals(2, cosine(2).steps());
  }

  /**
   * Variances of samples of N(m, s²), with exact denoisers: without noise the chain collapses, to
   * ᾱ_T s⁴ / v_T².
   */
  @ParameterizedTest
  @CsvSource({
    "linear,1000,0.25,2.52e-6,0.250752,0.246125,0.248498",
    "linear,1000,1,4.04e-5,0.999900,0.991067,0.996252",
    "linear,1000,4,6.46e-4,3.990569,3.974777,3.987419",
    "cosine,1000,0.25,1.5e-10,0.250419,0.247997,0.249190",
    "cosine,1000,1,2.4e-9,0.999959,0.995098,0.997509",
    "cosine,1000,4,3.9e-8,3.992622,3.982886,3.987734",
    "linear,100,0.25,1.3e-6,0.257776,0.219228,0.236053",
    "linear,100,1,2.0e-5,0.999000,0.920810,0.963419",
    "linear,100,4,3.3e-4,3.904355,3.759693,3.878004"
  })
  void samplesHaveTheVariancesOfTheTable(
      String schedule,
      int steps,
      double variance,
      double naive,
      double large,
      double small,
      double deterministic) {
    GaussianDiffusion data = new GaussianDiffusion(chain(schedule, steps), 1, variance);
    DiffusionChain chain = data.chain();
    double last = data.marginalVariance(steps);
    double collapsed = chain.signal(steps) * variance * variance / (last * last);
    assertEquals(collapsed, data.ancestral(Kernel.NONE).variance(), 1e-9 * collapsed);
    assertEquals(naive, collapsed, 0.03 * naive); // Two digits or three are given.
    assertEquals(large, data.ancestral(Kernel.LARGE).variance(), 1e-6);
    assertEquals(small, data.ancestral(Kernel.SMALL).variance(), 1e-6);
    assertEquals(deterministic, data.deterministic().variance(), 1e-6);
    // x_T is drawn from N(0, 1) and not from its own distribution, of which ᾱ_T is left.
    assertEquals(
        variance,
        data.ancestral(Kernel.EXACT).variance(),
        2 * collapsed * Math.abs(1 - last) + 1e-12);
    assertEquals(1, data.ancestral(Kernel.EXACT).mean(), 2e-2 * Math.sqrt(naive) + 1e-4);
  }

  /** The bound with the exact kernel is the entropy of the data at any T. */
  @ParameterizedTest
  @CsvSource({
    "50,0.25,0.725791,0.747831,2.719203",
    "50,1,1.418939,1.418939,3.647504",
    "100,0.25,0.725791,0.736752,1.997991",
    "100,1,1.418939,1.418939,2.787985",
    "1000,0.25,0.725791,0.726884,1.295717",
    "1000,1,1.418939,1.418939,1.997533"
  })
  void theBoundHasTheValuesOfTheTable(
      int steps, double variance, double exact, double large, double small) {
    GaussianDiffusion data = new GaussianDiffusion(linear(steps), 0, variance);
    assertEquals(data.entropy(), data.terms(Kernel.EXACT).total(), 1e-9);
    assertEquals(exact, data.terms(Kernel.EXACT).total(), 6e-7);
    assertEquals(large, data.terms(Kernel.LARGE).total(), 6e-7);
    assertEquals(small, data.terms(Kernel.SMALL).total(), 6e-7);
  }

  @Test
  void theTermsOfTheBoundAreThoseOfTheTable() {
    GaussianDiffusion.Terms few = new GaussianDiffusion(linear(50), 0, 0.25).terms(Kernel.EXACT);
    assertEquals(1e-6, few.prior(), 5e-7);
    assertEquals(2.417147, few.steps(), 6e-7);
    assertEquals(-1.691357, few.reconstruction(), 6e-7);
    GaussianDiffusion.Terms many = new GaussianDiffusion(linear(1000), 0, 0.25).terms(Kernel.EXACT);
    assertEquals(5e-6, many.prior(), 5e-7);
    assertEquals(3.912168, many.steps(), 6e-7);
    assertEquals(-3.186382, many.reconstruction(), 6e-7);
  }

  /**
   * In signal-to-noise ratios ρ a term of the bound with the small variance is ½ (ρ_{t−1} − ρ_t)
   * E|x_0 − x̂_0|², which is ½ expm1(γ_t − γ_{t−1}) E|ε − ε̂|² with γ = −log ρ; from one ρ to
   * another more steps bring their sum to ½ ∫ Var(x_0 | ρ) dρ = ½ Δ log(1 + ρ s²), from above
   * (Kingma et al. 2021, "Variational diffusion models", equations 14, 17 and 18).
   */
  @Test
  void theStepsComeToTheIntegralOfContinuousTime() {
    double variance = 0.25;
    int last = 10_000;
    int first = last / 100; // Where ρ no longer changes by half in the finest step.
    DiffusionChain fine = linear(last);
    double limit =
        0.5
            * (Math.log1p(variance * fine.signal(first) / fine.noise(first))
                - Math.log1p(variance * fine.signal(last) / fine.noise(last)));
    double before = Double.POSITIVE_INFINITY;
    for (int steps : new int[] {100, 1000, last - first + 1}) {
      double stride = (last - first) / (steps - 1.0);
      DiffusionChain chain =
          fine.only(
              ImmutableIntArray.copyOf(
                  IntStream.range(0, steps).map(i -> first + (int) Math.round(i * stride))));
      GaussianDiffusion data = new GaussianDiffusion(chain, 0, variance);
      double sum = 0;
      for (int t = 2; t <= steps; t++) {
        double ratio = chain.signal(t) / chain.noise(t);
        double gammaStep = Math.log(chain.signal(t - 1) / chain.noise(t - 1)) - Math.log(ratio);
        double term = 0.5 * Math.expm1(gammaStep) * ratio * data.startVariance(t);
        assertEquals(term, data.kl(Kernel.SMALL, t), 1e-9 * (1 + term), "step " + t);
        sum += data.kl(Kernel.SMALL, t);
      }
      double excess = sum - limit;
      // Ten times the steps, a tenth of the excess; where steps are long, less.
      assertTrue(excess > 0 && excess < before / 5, steps + " steps: " + sum + " and " + limit);
      before = excess;
    }
    assertTrue(before < 0.01 * limit, "still " + before + " above " + limit);
  }
}
