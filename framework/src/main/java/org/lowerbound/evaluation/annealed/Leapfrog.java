package org.lowerbound.evaluation.annealed;

/**
 * Hamilton's equations of points with momenta, unit masses and the potential −log π_β, in discrete
 * time (Neal 2011, "MCMC using Hamiltonian dynamics", equations 2.28 to 2.30). The map keeps
 * volume, and with the momenta turned round it leads back, but for rounding; nothing is clipped,
 * which would break both.
 *
 * @param density what gives log π_β
 * @param beta β
 * @param steps how many
 */
record Leapfrog(PathDensity density, double beta, int steps) {
  /**
   * Where n points are.
   *
   * @param points {@code [n, dimension]}
   * @param momenta {@code [n, dimension]}
   * @param terms what the density is made of at the points
   * @param lost of each point, whether it left the numbers: it stays where it was lost from
   */
  @SuppressWarnings("ArrayRecordComponent") // Made and read by one run of chains.
  record State(double[] points, double[] momenta, PathTerms terms, boolean[] lost) {
    /** Returns log π_β less the kinetic energy of a point, which the exact flow would keep. */
    double logJoint(int point, double beta) {
      int dimension = points.length / lost.length;
      double kinetic = 0;
      for (int i = point * dimension; i < (point + 1) * dimension; i++) {
        kinetic += 0.5 * momenta[i] * momenta[i];
      }
      return terms.logDensity(point, beta) - kinetic;
    }
  }

  /**
   * Moves n points.
   *
   * @param sizes the size of the steps of each
   */
  State move(State from, double[] sizes) {
    int n = from.lost().length;
    int dimension = from.points().length / n;
    double[] points = from.points().clone();
    double[] momenta = from.momenta().clone();
    boolean[] lost = from.lost().clone();
    PathTerms terms = from.terms();
    for (int step = 0; step < steps; step++) {
      kick(momenta, terms, sizes, dimension);
      for (int i = 0; i < points.length; i++) {
        points[i] += sizes[i / dimension] * momenta[i];
      }
      bringBackLost(points, from.points(), lost, dimension);
      terms = density.at(points);
      kick(momenta, terms, sizes, dimension);
    }
    return new State(points, momenta, terms, lost);
  }

  private void kick(double[] momenta, PathTerms terms, double[] sizes, int dimension) {
    for (int i = 0; i < momenta.length; i++) {
      momenta[i] += 0.5 * sizes[i / dimension] * terms.gradient(i, beta);
    }
  }

  /** No density is asked for at infinity, where networks may fail and not only give NaN. */
  private static void bringBackLost(double[] points, double[] from, boolean[] lost, int dimension) {
    for (int i = 0; i < points.length; i++) {
      // What the graph sees is a 32-bit number.
      lost[i / dimension] |= !Float.isFinite((float) points[i]);
    }
    for (int i = 0; i < points.length; i++) {
      if (lost[i / dimension]) {
        points[i] = from[i];
      }
    }
  }
}
