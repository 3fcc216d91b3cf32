package org.lowerbound.evaluation.annealed;

import com.google.common.collect.ImmutableList;
import org.lowerbound.random.RandomStream;

/**
 * Markov chains of several examples side by side, C of each, that keep the density π_β they are
 * moved by: Hamiltonian trajectories with Metropolis's correction (Duane et al. 1987).
 *
 * <p>Each example has a random stream of its own, so that its chains do not depend on which others
 * are moved beside them. Chain c of example b is number c B + b.
 */
final class Chains {
  /**
   * Steps are of between so much and so much of their size, at random: trajectories of one length
   * come back to their start again and again where a density is as wide in all directions (Neal
   * 2011, section 5.4.2.2), and nearly uninformed latents make it so. Drawn for itself, the factor
   * changes nothing of what a transition keeps.
   */
  private static final double SHORTEST = 0.2;

  private static final double LONGEST = 1.2;

  private final PathDensity density;
  private final ImmutableList<RandomStream> streams;
  private final int leapfrogs;
  private final int count;
  private final int dimension;
  private final double[] points;
  private final PathTerms terms;

  /**
   * Starts the chains.
   *
   * @param points their starts, {@code [C, B, dimension]}
   * @param streams the random numbers of each of the B examples
   * @param leapfrogs the steps of a trajectory
   */
  Chains(
      PathDensity density,
      double[] points,
      int dimension,
      ImmutableList<RandomStream> streams,
      int leapfrogs) {
    this.density = density;
    this.streams = streams;
    this.leapfrogs = leapfrogs;
    this.dimension = dimension;
    this.count = points.length / dimension;
    this.points = points.clone();
    this.terms = density.at(points);
  }

  /** Returns C B. */
  int count() {
    return count;
  }

  /** Returns the dimension of a point. */
  int dimension() {
    return dimension;
  }

  /** Returns B. */
  int examples() {
    return streams.size();
  }

  /** Returns where the chains are, {@code [C, B, dimension]}. */
  double[] points() {
    return points.clone();
  }

  /** Returns the means over the chains of each example. */
  double[] meansOfExamples(double[] ofChains) {
    double[] means = new double[examples()];
    for (int chain = 0; chain < count; chain++) {
      means[chain % means.length] += ofChains[chain] * means.length / count;
    }
    return means;
  }

  /** Returns log r where a chain is, in nats. */
  double logRatio(int chain) {
    return terms.logRatio()[chain];
  }

  /**
   * Moves all chains by one trajectory each.
   *
   * @param beta β
   * @param sizes the size of a step for each example
   * @return the probability with which each chain's proposal was accepted
   */
  double[] move(double beta, double[] sizes) {
    int examples = streams.size();
    double[] momenta = new double[points.length];
    double[] ofChains = new double[count];
    double[] uniforms = new double[count];
    for (int b = 0; b < examples; b++) {
      RandomStream stream = streams.get(b);
      for (int chain = b; chain < count; chain += examples) {
        ofChains[chain] = sizes[b] * (SHORTEST + (LONGEST - SHORTEST) * stream.nextDouble());
        uniforms[chain] = stream.nextDouble();
        for (int i = chain * dimension; i < (chain + 1) * dimension; i++) {
          momenta[i] = stream.nextGaussian();
        }
      }
    }
    Leapfrog.State from = new Leapfrog.State(points, momenta, terms, new boolean[count]);
    Leapfrog.State to = new Leapfrog(density, beta, leapfrogs).move(from, ofChains);
    double[] acceptance = new double[count];
    for (int chain = 0; chain < count; chain++) {
      double rise = to.logJoint(chain, beta) - from.logJoint(chain, beta);
      // What is no number is no place to go.
      acceptance[chain] = to.lost()[chain] || Double.isNaN(rise) ? 0 : Math.exp(Math.min(0, rise));
      if (uniforms[chain] < acceptance[chain]) {
        int start = chain * dimension;
        System.arraycopy(to.points(), start, points, start, dimension);
        terms.set(chain, to.terms());
      }
    }
    return acceptance;
  }
}
