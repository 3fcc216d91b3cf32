package org.lowerbound.numeric;

/** Debye's polynomials u_k of the uniform expansion of Bessel functions. */
public final class DebyePolynomials {
  private DebyePolynomials() {}

  /**
   * Returns the coefficients of Σ u_k(t) / νᵏ for k from 0 to {@code terms}, by power of t.
   *
   * <p>u₀ = 1, u_{k+1}(t) = ½ t² (1 − t²) u_k′(t) + ⅛ ∫₀ᵗ (1 − 5s²) u_k(s) ds (Abramowitz and
   * Stegun 1964, 9.3.10).
   *
   * @param order ν, not 0
   */
  public static double[] sum(double order, int terms) {
    double[] polynomial = new double[3 * terms + 1];
    polynomial[0] = 1;
    double[] sum = polynomial.clone();
    double power = 1;
    for (int k = 1; k <= terms; k++) {
      polynomial = next(polynomial);
      power *= order;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += polynomial[i] / power;
      }
    }
    return sum;
  }

  private static double[] next(double... u) {
    double[] next = new double[u.length];
    for (int i = 0; i + 3 < u.length; i++) {
      next[i + 1] += u[i] * (i / 2.0 + 1 / (8.0 * (i + 1)));
      next[i + 3] -= u[i] * (i / 2.0 + 5 / (8.0 * (i + 3)));
    }
    return next;
  }
}
