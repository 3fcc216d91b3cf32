package org.lowerbound.testing;

/** The log-gamma function in double precision. */
public final class HostGamma {
  /** From here on eight terms of Stirling's series are exact to 10⁻¹⁷. */
  private static final double LARGE = 15;

  /** B₂ₖ / (2k (2k − 1)). */
  private static final double[] SERIES = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400
  };

  private HostGamma() {}

  /** Returns log Γ(x) for x &gt; 0, by Γ(x + 1) = x Γ(x) and Stirling's series. */
  public static double logGamma(double x) {
    double product = 1;
    double at = x;
    while (at < LARGE) {
      product *= at;
      at++;
    }
    double series = 0;
    for (int k = SERIES.length - 1; k >= 0; k--) {
      series = series / (at * at) + SERIES[k];
    }
    return (at - 0.5) * Math.log(at)
        - at
        + 0.5 * Math.log(2 * Math.PI)
        + series / at
        - Math.log(product);
  }
}
