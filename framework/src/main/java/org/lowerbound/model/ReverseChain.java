package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;
import java.util.Optional;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * The way back from noise to an observation. It may take some of the T steps, evenly spread; one of
 * its own then has the variance of all that it skips.
 *
 * <p>Guidance draws x given a label y more like y than the data are: ε̂ = (1 + w) ε̂(x, y) − w
 * ε̂(x), at the cost of two runs of the network (Ho and Salimans 2022, equation 6).
 */
public sealed interface ReverseChain {
  /** Returns how many steps it takes, all if it does not say. */
  Optional<Integer> steps();

  /** Returns w, 0 for none. */
  double guidance();

  /** Returns what tells its samples from those of others, within a column's name. */
  String label();

  /**
   * Each step draws from p(x_{t−1} | x_t) (Ho et al. 2020, algorithm 2). The last one adds no
   * noise.
   *
   * @param steps how many; all if it is not said
   * @param noise which variance the draws have
   * @param guidance w
   */
  record Ancestral(
      @Interval(min = 1, max = Counts.MOST_UNITS) Optional<Integer> steps,
      @Default("\"own\"") ReverseNoise noise,
      @Default("0.0") @Interval(min = 0) double guidance)
      implements ReverseChain {
    /** Checks the arguments. */
    public Ancestral {
      check(steps, guidance);
    }

    /** Makes one that takes all steps without guidance. */
    public static Ancestral with(ReverseNoise noise) {
      return new Ancestral(Optional.empty(), noise, 0);
    }

    @Override
    public String label() {
      return "ancestral"
          + (noise == ReverseNoise.OWN ? "" : "-" + noise.name().toLowerCase(Locale.ROOT))
          + end(this);
    }
  }

  /**
   * Denoising diffusion implicit models (Song et al. 2021, equation 12): the same q(x_t | x_0) at
   * every step as the diffusion has, but steps with less noise, or none, so that fewer do.
   *
   * @param steps how many; all if it is not said
   * @param eta η, the noise in units of that of {@link ReverseNoise#SMALL}; with 0 the observation
   *     is a function of x_T
   * @param guidance w
   */
  record Ddim(
      @Interval(min = 1, max = Counts.MOST_UNITS) Optional<Integer> steps,
      @Default("0.0") @Interval(min = 0, max = 1) double eta,
      @Default("0.0") @Interval(min = 0) double guidance)
      implements ReverseChain {
    /** Checks the arguments. */
    public Ddim {
      check(steps, guidance);
      checkArgument(eta >= 0 && eta <= 1, "eta must be 0 … 1 but is %s", eta);
    }

    @Override
    public String label() {
      return "ddim" + (eta == 0 ? "" : "-eta-" + eta) + end(this);
    }
  }

  private static void check(Optional<Integer> steps, double guidance) {
    steps.ifPresent(count -> Counts.checkPositive("steps", count, Counts.MOST_UNITS));
    checkArgument(
        guidance >= 0 && guidance <= Float.MAX_VALUE,
        "guidance must be finite and not negative but is %s",
        guidance);
  }

  private static String end(ReverseChain chain) {
    return chain.steps().map(count -> "-" + count + "-steps").orElse("")
        + (chain.guidance() == 0 ? "" : "-guided-" + chain.guidance());
  }
}
