package org.lowerbound.model.posterior;

import java.util.function.ToDoubleFunction;

/** A prior as a rule for expectations on the host, in double precision and without a density. */
@FunctionalInterface
interface HostPrior {
  /**
   * Cells along each side of a square. The functions averaged here have bounded slopes, so that the
   * midpoint rule's error is of order 1/CELLS², a thousandth of the Monte Carlo error it meets.
   */
  int CELLS = 200;

  /** Returns E f(z). */
  double expectation(ToDoubleFunction<double[]> f);

  /** Draws as a function of two numbers that are uniform on (0, 1). */
  @FunctionalInterface
  interface Draw {
    double[] of(double u, double v);
  }

  /** Returns the law of a function of two uniform numbers, by the midpoint rule on their square. */
  static HostPrior of(Draw draw) {
    return f -> {
      double sum = 0;
      for (int i = 0; i < CELLS; i++) {
        for (int j = 0; j < CELLS; j++) {
          sum += f.applyAsDouble(draw.of((i + 0.5) / CELLS, (j + 0.5) / CELLS));
        }
      }
      return sum / (CELLS * CELLS);
    };
  }

  /** Returns the uniform law on the unit square. */
  static HostPrior unitSquare() {
    return of((u, v) -> new double[] {u, v});
  }

  /** Returns two binary concrete variables with logits 0. */
  static HostPrior binaryConcrete(double temperature) {
    return of((u, v) -> new double[] {relaxed(u, temperature), relaxed(v, temperature)});
  }

  /** Returns two concrete variables of two classes with equal probabilities. */
  static HostPrior concretePairs(double temperature) {
    return of(
        (u, v) -> {
          double first = relaxed(u, temperature);
          double second = relaxed(v, temperature);
          return new double[] {first, 1 - first, second, 1 - second};
        });
  }

  private static double relaxed(double u, double temperature) {
    return 1 / (1 + Math.pow((1 - u) / u, 1 / temperature));
  }

  /**
   * Returns a concrete variable of three classes with equal probabilities: Gumbel noise is −log of
   * exponential numbers, whose ratios to their sum are uniform on the simplex.
   */
  static HostPrior concreteTriple(double temperature) {
    return of(
        (u, v) -> {
          double root = Math.sqrt(u);
          double[] z = {1 - root, root * (1 - v), root * v};
          double sum = 0;
          for (int c = 0; c < z.length; c++) {
            z[c] = Math.pow(z[c], -1 / temperature);
            sum += z[c];
          }
          for (int c = 0; c < z.length; c++) {
            z[c] /= sum;
          }
          return z;
        });
  }

  /**
   * Returns the uniform law on the sphere in three dimensions: heights are uniform (Archimedes).
   */
  static HostPrior sphere() {
    return of(
        (u, v) -> {
          double height = 2 * u - 1;
          double radius = Math.sqrt(1 - height * height);
          double angle = 2 * Math.PI * v;
          return new double[] {radius * Math.cos(angle), radius * Math.sin(angle), height};
        });
  }

  /** Returns independent bits that are 1 with a probability. */
  static HostPrior bits(int count, double probability) {
    return f -> {
      double sum = 0;
      for (int configuration = 0; configuration < 1 << count; configuration++) {
        double[] z = new double[count];
        double mass = 1;
        for (int i = 0; i < count; i++) {
          z[i] = configuration >> i & 1;
          mass *= z[i] == 1 ? probability : 1 - probability;
        }
        sum += mass * f.applyAsDouble(z);
      }
      return sum;
    };
  }

  /** Returns two one-hot variables, all pairs equally likely. */
  static HostPrior oneHotPairs(int classes) {
    return f -> {
      double sum = 0;
      for (int first = 0; first < classes; first++) {
        for (int second = 0; second < classes; second++) {
          double[] z = new double[2 * classes];
          z[first] = 1;
          z[classes + second] = 1;
          sum += f.applyAsDouble(z);
        }
      }
      return sum / (classes * classes);
    };
  }
}
