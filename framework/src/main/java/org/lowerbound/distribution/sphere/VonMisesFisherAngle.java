package org.lowerbound.distribution.sphere;

import org.lowerbound.distribution.formula.KnownSlope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The angle θ between a draw of a von Mises-Fisher distribution and its mean direction, with
 * density f(θ) ∝ sin^{D−2}θ e^{κ cos θ} on [0, π], as the inverse F⁻¹(u; κ) of its distribution
 * function.
 *
 * <p>The inverse comes from a table of {@value #CELLS} cells per κ around the mode. Within it, F is
 * the corrected trapezoid rule, whose error h⁴/720 · (f‴(θ) − f‴(0)) is some 10⁻⁷, the distance of
 * two values of u, and fades together with f in the tails; within a cell, it is Hermite's cubic,
 * which Newton's method inverts. The derivative is not that of the table but the implicit one,
 * dθ/dκ = −(∂F/∂κ) / f at the θ that is found (Figurnov et al. 2018, equation 4), where ∂F(θ)/∂κ =
 * ∫₀^θ (cos t − A) f(t) dt is integrated in the same way. All in double precision.
 */
final class VonMisesFisherAngle {
  /** The table covers 17 scales of the density, or 21, with cells of a tenth of one. */
  private static final int CELLS = 200;

  /** Below the mode the density falls faster than a normal one of its curvature: 10⁻¹² is left. */
  private static final double SCALES_BELOW = 7;

  /** Above, it may fall as if with twice the variance: still 10⁻¹² is left. */
  private static final double SCALES_ABOVE = 10;

  /** With a low power of the sine, it falls yet more slowly towards π. */
  private static final double SCALES_ABOVE_OF_FEW_DIMENSIONS = 14;

  private static final int FEW_DIMENSIONS = 7;

  /** Half the distance of two values of u in 32 bits, by which they are moved off 0. */
  private static final double HALF_STEP = 0x1p-24;

  /** At 1, the last cell has no mass that a double could tell from none. */
  private static final double LARGEST = 1 - 0x1p-25;

  /** Where quadratic interpolation starts a 10⁻³ of a cell off, two steps leave 10⁻¹². */
  private static final int NEWTON_STEPS = 3;

  /** A slope of Hermite's cubic is near 1, but for cells in the tails, which have no mass. */
  private static final double SMALLEST_SLOPE = 1e-3;

  /** Not 0, and far enough above the smallest double that its products are not 0 either. */
  private static final double TINY = 1e-300;

  private final DoubleMath math;
  private final int dimension;
  private final Operand<TFloat32> kappa;
  private final Operand<TFloat64> wide;
  private final Operand<TFloat64> logMode;
  private final Operand<TFloat64> width;
  private final Table angles;
  private final Table mass;
  private final Table derivative;

  /** A function at the nodes with its slopes there, {@code [R, CELLS + 1]} each. */
  private record Table(Operand<TFloat64> values, Operand<TFloat64> slopes) {}

  /** A function at the two ends of a cell with its slopes there, {@code [R, K]} each. */
  private record Cell(
      Operand<TFloat64> low,
      Operand<TFloat64> high,
      Operand<TFloat64> slopeLow,
      Operand<TFloat64> slopeHigh) {}

  /**
   * Adds the tables.
   *
   * @param kappa κ ≥ 0, {@code [R, 1]}
   * @param dimension D, at least 2
   */
  VonMisesFisherAngle(Ops tf, Operand<TFloat32> kappa, int dimension) {
    this.math = new DoubleMath(tf);
    this.dimension = dimension;
    this.kappa = kappa;
    this.wide = math.widen(kappa);
    double power = dimension - 2.0;
    // At the mode, cos θ = 2κ / (m + Q) and sin²θ = 2m / (m + Q), with m = D − 2, Q² = m² + 4κ²;
    // the curvature of log f there is Q, or Q/2 for m = 0. Not 0, so that κ = 0 serves, too.
    Operand<TFloat64> curvature =
        math.atLeast(math.sqrt(math.add(math.mul(math.square(wide), 4), power * power)), TINY);
    Operand<TFloat64> share = math.div(2, math.add(curvature, power));
    Operand<TFloat64> mode =
        tf.math.atan2(math.sqrt(math.mul(share, power)), math.mul(wide, share));
    Operand<TFloat64> scale = math.div(1, math.sqrt(curvature));
    double above = dimension <= FEW_DIMENSIONS ? SCALES_ABOVE_OF_FEW_DIMENSIONS : SCALES_ABOVE;
    Operand<TFloat64> low = math.atLeast(math.sub(mode, math.mul(scale, SCALES_BELOW)), 0);
    Operand<TFloat64> high = math.atMost(math.add(mode, math.mul(scale, above)), Math.PI);
    this.logMode = logDensity(mode);
    this.width = math.mul(math.sub(high, low), 1.0 / CELLS); // [R, 1]
    Operand<TFloat64> nodes = math.add(low, math.mul(width, tf.constant(steps()))); // [R, CELLS+1]
    this.angles = new Table(nodes, nodes);
    Operand<TFloat64> density = density(nodes);
    Operand<TFloat64> densitySlope = densitySlope(nodes, density);
    this.mass = integral(tf, density, densitySlope);
    // With 1 − cos θ for cos θ, of which only its difference from the mean matters. The mean is
    // that of the table, so that the integral ends in 0.
    Operand<TFloat64> height = height(nodes);
    Table heights =
        integral(
            tf,
            math.mul(height, density),
            math.add(math.mul(math.sin(nodes), density), math.mul(height, densitySlope)));
    Operand<TFloat64> mean = math.div(last(tf, heights), last(tf, mass));
    this.derivative =
        new Table(
            math.sub(heights.values(), math.mul(mean, mass.values())),
            math.sub(heights.slopes(), math.mul(mean, mass.slopes())));
  }

  private static double[] steps() {
    double[] steps = new double[CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      steps[i] = i;
    }
    return steps;
  }

  /**
   * Returns θ for u, with its derivative by κ.
   *
   * @param uniform {@code [R, K]}, in [0, 1)
   */
  Operand<TFloat32> at(Ops tf, Operand<TFloat32> uniform) {
    Operand<TFloat64> inside = math.atMost(math.add(math.widen(uniform), HALF_STEP), LARGEST);
    Operand<TFloat64> target = math.mul(inside, last(tf, mass)); // [R, K]
    Operand<TInt32> upper = tf.upperBound(mass.values(), target);
    Operand<TInt32> cell =
        tf.math.sub(tf.clipByValue(upper, tf.constant(1), tf.constant(CELLS)), tf.constant(1));
    Operand<TFloat64> x = invert(gather(tf, mass, cell), target);
    Operand<TFloat64> theta =
        math.add(gather(tf, angles.values(), cell), math.mul(width, x)); // [R, K]
    Operand<TFloat64> slope =
        math.div(interpolate(gather(tf, derivative, cell), x), density(theta));
    Operand<TFloat32> kappas = tf.math.add(kappa, tf.zerosLike(uniform)); // [R, K]
    return KnownSlope.attach(tf, math.narrow(theta), kappas, math.narrow(slope));
  }

  /** Returns log f but for a constant. */
  private Operand<TFloat64> logDensity(Operand<TFloat64> theta) {
    Operand<TFloat64> tilt = math.sub(0, math.mul(wide, height(theta)));
    if (dimension == 2) {
      return tilt; // and not 0 · log 0
    }
    Operand<TFloat64> sine = math.atLeast(math.sin(theta), TINY);
    return math.add(tilt, math.mul(math.log(sine), dimension - 2.0));
  }

  /** Returns f, scaled to 1 at the mode. */
  private Operand<TFloat64> density(Operand<TFloat64> theta) {
    return math.exp(math.sub(logDensity(theta), logMode));
  }

  /** Returns f′ = f · ((D−2) cot θ − κ sin θ). */
  private Operand<TFloat64> densitySlope(Operand<TFloat64> theta, Operand<TFloat64> density) {
    Operand<TFloat64> sine = math.sin(theta);
    Operand<TFloat64> tilt = math.mul(math.mul(wide, sine), density);
    if (dimension == 2) {
      return math.sub(0, tilt);
    }
    // At 0 and π, where f ∝ sin^{D−2} is as small as the sine: their ratio stays.
    Operand<TFloat64> ratio = math.div(density, math.atLeast(sine, TINY));
    return math.sub(math.mul(math.mul(math.cos(theta), ratio), dimension - 2.0), tilt);
  }

  /** Returns 1 − cos θ = 2 sin²(θ/2). */
  private Operand<TFloat64> height(Operand<TFloat64> theta) {
    return math.mul(math.square(math.sin(math.mul(theta, 0.5))), 2);
  }

  /** Returns the integral from the first node on, by the corrected trapezoid rule. */
  private Table integral(Ops tf, Operand<TFloat64> function, Operand<TFloat64> slope) {
    Operand<TFloat64> first = first(tf, function);
    Operand<TFloat64> trapezoids =
        math.sub(
            tf.math.cumsum(function, tf.constant(-1)), math.mul(math.add(function, first), 0.5));
    Operand<TFloat64> correction =
        math.mul(math.mul(width, math.sub(slope, first(tf, slope))), 1.0 / 12);
    return new Table(math.mul(width, math.sub(trapezoids, correction)), function);
  }

  private static Operand<TFloat64> first(Ops tf, Operand<TFloat64> nodes) {
    return tf.gather(nodes, tf.array(0), tf.constant(-1));
  }

  private static Operand<TFloat64> last(Ops tf, Table table) {
    return tf.gather(table.values(), tf.array(CELLS), tf.constant(-1)); // [R, 1]
  }

  private static Operand<TFloat64> gather(Ops tf, Operand<TFloat64> nodes, Operand<TInt32> index) {
    return tf.gather(nodes, index, tf.constant(1), Gather.batchDims(1L));
  }

  private static Cell gather(Ops tf, Table table, Operand<TInt32> cell) {
    Operand<TInt32> next = tf.math.add(cell, tf.constant(1));
    return new Cell(
        gather(tf, table.values(), cell),
        gather(tf, table.values(), next),
        gather(tf, table.slopes(), cell),
        gather(tf, table.slopes(), next));
  }

  /** Returns where in a cell, from 0 to 1, an increasing function takes a value. */
  private Operand<TFloat64> invert(Cell cell, Operand<TFloat64> target) {
    Operand<TFloat64> rise = math.sub(cell.high(), cell.low());
    Operand<TFloat64> share = math.div(math.sub(target, cell.low()), rise); // [R, K], in [0, 1]
    // As if the slope were linear: the root of a quadratic, in the form that divides by no 0.
    Operand<TFloat64> a = cell.slopeLow();
    Operand<TFloat64> b = cell.slopeHigh();
    Operand<TFloat64> squares =
        math.add(math.mul(math.square(a), math.sub(1, share)), math.mul(math.square(b), share));
    Operand<TFloat64> x =
        math.div(math.mul(share, math.add(a, b)), math.add(a, math.sqrt(squares)));
    // Hermite's cubic for a rise of 1: αx + (3 − 2α − β)x² + (α + β − 2)x³.
    Operand<TFloat64> alpha = math.div(math.mul(width, a), rise);
    Operand<TFloat64> beta = math.div(math.mul(width, b), rise);
    Operand<TFloat64> sum = math.add(alpha, beta);
    Operand<TFloat64> second = math.sub(3, math.add(sum, alpha));
    Operand<TFloat64> third = math.add(sum, -2);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      Operand<TFloat64> value =
          math.mul(x, math.add(alpha, math.mul(x, math.add(second, math.mul(x, third)))));
      Operand<TFloat64> slope =
          math.add(
              alpha, math.mul(x, math.add(math.mul(second, 2), math.mul(x, math.mul(third, 3)))));
      Operand<TFloat64> step =
          math.div(math.sub(value, share), math.atLeast(slope, SMALLEST_SLOPE));
      x = math.atMost(math.atLeast(math.sub(x, step), 0), 1);
    }
    return x;
  }

  /** Returns Hermite's cubic at x, from 0 to 1. */
  private Operand<TFloat64> interpolate(Cell cell, Operand<TFloat64> x) {
    Operand<TFloat64> rise = math.sub(cell.high(), cell.low());
    Operand<TFloat64> a = math.mul(width, cell.slopeLow());
    Operand<TFloat64> b = math.mul(width, cell.slopeHigh());
    Operand<TFloat64> sum = math.add(a, b);
    Operand<TFloat64> second = math.sub(math.mul(rise, 3), math.add(sum, a));
    Operand<TFloat64> third = math.sub(sum, math.mul(rise, 2));
    return math.add(
        cell.low(), math.mul(x, math.add(a, math.mul(x, math.add(second, math.mul(x, third))))));
  }
}
