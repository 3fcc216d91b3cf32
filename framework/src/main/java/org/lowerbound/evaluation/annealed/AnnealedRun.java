package org.lowerbound.evaluation.annealed;

import java.util.function.IntConsumer;
import org.lowerbound.numeric.WeightSum;

/**
 * What chains have gathered on their way between π₀ and π₁, of B examples.
 *
 * @param logWeights Σ (β_t − β_(t−1)) log r of each chain, {@code [C, B]}, in nats
 * @param acceptance the mean probability of acceptance of each example
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read by one measurement.
record AnnealedRun(double[] logWeights, double[] acceptance) {
  /**
   * Leads chains from π₀ to π₁ (Neal 2001). A weight has an expectation of Z₁ / Z₀: each change of
   * temperature is weighed where the chain was before it is moved by the new density.
   *
   * @param chains independent draws from π₀
   * @param temperatures β₀ to β_T
   * @param progress hears of each transition
   */
  static AnnealedRun forward(
      Chains chains, double[] temperatures, StepSizes sizes, IntConsumer progress) {
    Gathering gathering = new Gathering(chains);
    int last = temperatures.length - 1;
    for (int t = 1; t <= last; t++) {
      gathering.weigh(temperatures[t] - temperatures[t - 1]);
      if (t < last) { // A move by π₁ would change no weight.
        gathering.move(temperatures[t], sizes.of(t - 1));
        progress.accept(t);
      }
    }
    return gathering.run();
  }

  /**
   * Leads chains from π₁ to π₀, the same way back: the inverse of a weight has an expectation of Z₀
   * / Z₁ (Grosse et al. 2015, section 3).
   *
   * @param chains exact draws from π₁; those of one example may be one and the same
   * @param temperatures β₀ to β_T
   * @param progress hears of each transition
   */
  static AnnealedRun backward(
      Chains chains, double[] temperatures, StepSizes sizes, IntConsumer progress) {
    Gathering gathering = new Gathering(chains);
    for (int t = temperatures.length - 1; t >= 1; t--) {
      gathering.weigh(temperatures[t] - temperatures[t - 1]);
      if (t > 1) {
        gathering.move(temperatures[t - 1], sizes.of(t - 2));
        progress.accept(temperatures.length - t);
      }
    }
    return gathering.run();
  }

  /** Sums of chains on their way. */
  private static final class Gathering {
    private final Chains chains;
    private final double[] logWeights;
    private final double[] acceptance;
    private int moves;

    Gathering(Chains chains) {
      this.chains = chains;
      this.logWeights = new double[chains.count()];
      this.acceptance = new double[chains.count()];
    }

    void weigh(double change) {
      for (int chain = 0; chain < logWeights.length; chain++) {
        logWeights[chain] += change * chains.logRatio(chain);
      }
    }

    void move(double beta, double[] sizes) {
      double[] ofMove = chains.move(beta, sizes);
      for (int chain = 0; chain < ofMove.length; chain++) {
        acceptance[chain] += ofMove[chain];
      }
      moves++;
    }

    AnnealedRun run() {
      double[] mean = chains.meansOfExamples(acceptance);
      for (int b = 0; b < mean.length; b++) {
        mean[b] = moves == 0 ? 1 : mean[b] / moves;
      }
      return new AnnealedRun(logWeights, mean);
    }
  }

  private int examples() {
    return acceptance.length;
  }

  private int chains() {
    return logWeights.length / examples();
  }

  private double[] ofExample(int example, int sign) {
    double[] values = new double[chains()];
    for (int c = 0; c < values.length; c++) {
      values[c] = sign * logWeights[c * examples() + example];
    }
    return values;
  }

  /**
   * Returns log (1/C) Σ w of an example, over its chains and not over anything else: of chains that
   * went forward, an estimate of log Z₁ / Z₀ that is too low on average.
   */
  double lower(int example) {
    return weights(example).log() - Math.log(chains());
  }

  /**
   * Returns −log (1/C) Σ 1/w of an example: of chains that went backward, an estimate of log Z₁ /
   * Z₀ that is too high on average.
   */
  double upper(int example) {
    return Math.log(chains()) - WeightSum.of(ofExample(example, -1)).log();
  }

  /** Returns the weights of an example's chains. */
  WeightSum weights(int example) {
    return WeightSum.of(ofExample(example, 1));
  }
}
