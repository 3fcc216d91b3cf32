package org.lowerbound.distribution.sphere;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.lowerbound.distribution.formula.KnownSlope;
import org.lowerbound.numeric.DebyePolynomials;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Modified Bessel functions of the first kind in the forms that a von Mises-Fisher distribution on
 * the sphere in D dimensions needs, with ν = D/2 − 1.
 *
 * <p>Instead of log I_ν itself, which is near −∞ for small κ and near κ for large, the function is
 * the cumulant generating function of w = ⟨x, μ⟩ under the uniform distribution,
 *
 * <pre>L(κ) = log E e^{κw} = log Γ(ν+1) + ν log(2/κ) + log I_ν(κ),</pre>
 *
 * which is 0 at κ = 0, and whose derivative is the mean resultant length A(κ) = I_{ν+1}(κ) / I_ν(κ)
 * (no term in ν/κ is left to cancel). Everything is computed in double precision, with κ down to
 * and including 0:
 *
 * <ol>
 *   <li>at an order m ≥ {@value #SMALLEST_ORDER}, by the uniform expansion in Debye's polynomials
 *       (Abramowitz and Stegun 1964, 9.7.7). Its terms fall like those of 1/√(m² + κ²), so that it
 *       serves all κ. Γ(m+1) is replaced by the same expansion at κ = 0, which makes L 0 there;
 *   <li>from there down to ν by the recurrence I_{j−1} = I_{j+1} + (2j/κ) I_j (9.6.26), whose terms
 *       are positive, so that it is stable in this direction.
 * </ol>
 *
 * <p>Against double precision, for D from 2 to 500 and κ from 10⁻³ to 10⁴: L is within a relative
 * 10⁻⁹, A within 10⁻¹⁰ and A′ within 10⁻⁵; what 32-bit results add is their rounding, a relative
 * 6·10⁻⁸. For κ beyond, all stay finite and correct to 10⁻⁴.
 */
public final class LogBessel {
  /** At this order the first neglected term is below 10⁻¹³. */
  private static final int SMALLEST_ORDER = 16;

  private static final int TERMS = 8;

  /** 1 − A² − (D−1)A/κ, a difference of numbers near 1, is 0 to rounding for large κ. */
  private static final double FAR = 1e4;

  /** 1 − A, a difference of numbers near 1, has 8 digits left there. */
  private static final double VERY_FAR = 1e8;

  /** How many times D a κ must be, too, for the expansion for large κ to hold. */
  private static final double FAR_PER_DIMENSION = 10;

  private final DoubleMath math;
  private final int dimension;
  private final Operand<TFloat32> kappa;
  private final Operand<TFloat64> wide;
  private final Operand<TFloat64> cumulant;
  private final Operand<TFloat64> deficit;
  private final Operand<TFloat64> resultant;
  private final Operand<TFloat64> resultantPerKappa;

  /**
   * Adds the nodes for concentrations.
   *
   * @param dimension D, at least 2
   * @param kappa κ ≥ 0, of any shape
   */
  public LogBessel(Ops tf, int dimension, Operand<TFloat32> kappa) {
    checkArgument(dimension >= 2, "dimension must be at least 2, not %s", dimension);
    this.math = new DoubleMath(tf);
    this.dimension = dimension;
    this.kappa = kappa;
    this.wide = math.widen(kappa);
    double order = dimension / 2.0 - 1;
    int steps = Math.max(1, (int) Math.ceil(SMALLEST_ORDER - order));
    double start = order + steps;
    Expansion at = expansion(start);
    Expansion above = expansion(start + 1);
    // L_m − L_{m+1} = log(κ / (2(m+1) A_m)), in differences of numbers that do not grow with κ.
    Operand<TFloat64> difference =
        math.sub(
            math.sub(1, math.div(2 * start + 1, math.add(at.root(), above.root()))),
            math.sub(at.remainder(), above.remainder()));
    Operand<TFloat64> perKappa =
        math.div(math.exp(math.sub(0, difference)), math.constant(2 * (start + 1)));
    Operand<TFloat64> corrections = math.constant(0);
    for (int i = 1; i <= steps; i++) {
      double twice = 2 * (start - i + 1);
      Operand<TFloat64> product = math.mul(math.square(wide), perKappa); // κ A of the order above
      corrections = math.add(corrections, math.log1p(math.mul(product, 1 / twice)));
      perKappa = math.div(1, math.add(product, twice));
    }
    this.resultantPerKappa = perKappa;
    this.resultant = math.mul(wide, perKappa);
    this.cumulant = math.add(math.sub(at.excess(), at.remainder()), corrections);
    // κ − (√(m² + κ²) − m) = m − m² / (√(m² + κ²) + κ)
    Operand<TFloat64> rest = math.div(start * start, math.add(at.root(), wide));
    this.deficit = math.sub(math.add(math.sub(start, rest), at.remainder()), corrections);
  }

  /**
   * The uniform expansion at an order m: L_m(κ) = excess − remainder.
   *
   * @param root √(m² + κ²)
   * @param excess √(m² + κ²) − m
   * @param remainder what is of the order of m log κ and less
   */
  private record Expansion(
      Operand<TFloat64> root, Operand<TFloat64> excess, Operand<TFloat64> remainder) {}

  private Expansion expansion(double order) {
    Operand<TFloat64> root = math.sqrt(math.add(math.square(wide), order * order));
    Operand<TFloat64> excess = math.div(math.square(wide), math.add(root, order));
    double[] coefficients = DebyePolynomials.sum(order, TERMS);
    double atZero = Arrays.stream(coefficients).sum(); // κ = 0 is t = 1.
    Operand<TFloat64> series =
        math.mul(math.polynomial(math.div(order, root), coefficients), 1 / atZero);
    Operand<TFloat64> remainder =
        math.sub(
            math.add(
                math.mul(math.log1p(math.mul(excess, 0.5 / order)), order),
                math.mul(math.log1p(math.mul(excess, 1 / order)), 0.5)),
            math.log(series));
    return new Expansion(root, excess, remainder);
  }

  /**
   * Returns κ − L(κ) = −log E e^{−κ(1−w)}, at least 0, with its derivative 1 − A(κ); of κ's shape.
   *
   * <p>It grows like ((D−1)/2) log κ: beside κ(1 − w) it loses none of the digits that L and κw
   * have in common.
   */
  Operand<TFloat32> deficit(Ops tf) {
    return KnownSlope.attach(tf, math.narrow(deficit), kappa, math.narrow(shortfall()));
  }

  /** Returns the mean resultant length A(κ), in [0, 1), with its derivative; of κ's shape. */
  Operand<TFloat32> resultant(Ops tf) {
    return KnownSlope.attach(tf, math.narrow(resultant), kappa, math.narrow(resultantSlope()));
  }

  /**
   * Returns κA(κ) − L(κ), the divergence of the von Mises-Fisher distribution from the uniform one
   * in nats, with its derivative κA′(κ); of κ's shape.
   */
  public Operand<TFloat32> divergence(Ops tf) {
    Operand<TFloat64> small = math.sub(math.mul(wide, resultant), cumulant);
    // The same, without the κ that both have in common.
    Operand<TFloat64> large = math.sub(deficit, math.mul(wide, shortfall()));
    return KnownSlope.attach(
        tf,
        math.narrow(math.whereAbove(wide, 1, large, small)),
        kappa,
        math.narrow(math.mul(wide, resultantSlope())));
  }

  /** Returns 1 − A. */
  private Operand<TFloat64> shortfall() {
    Far far = far(VERY_FAR);
    Operand<TFloat64> tail = math.add(math.div(far.shift(), math.add(far.root(), far.kappa())), 1);
    return math.whereAbove(
        wide,
        VERY_FAR,
        math.div(math.mul(tail, (dimension - 1) / 2.0), math.add(far.root(), far.shift())),
        math.sub(1, resultant));
  }

  /** Returns A′ = 1 − A² − (D−1) A/κ, the variance of w. */
  private Operand<TFloat64> resultantSlope() {
    double bound = Math.max(FAR, FAR_PER_DIMENSION * dimension);
    Far far = far(bound);
    return math.whereAbove(
        wide,
        bound,
        math.div((dimension - 1) / 2.0, math.mul(far.root(), math.add(far.root(), far.shift()))),
        math.sub(
            math.sub(1, math.square(resultant)), math.mul(resultantPerKappa, dimension - 1.0)));
  }

  /**
   * What the expansion for large κ is made of, with p = (D−3)/2 and S = √(p² + κ²):
   *
   * <pre>A′ ≈ (D−1)/2 / (S(S + p)), 1 − A ≈ (D−1)/2 · (1 + p/(S + κ)) / (S + p),</pre>
   *
   * which agrees with (D−1)/(2κ²) · (1 − (D−3)/(2κ)) and its integral from κ to ∞, and is exact but
   * for a share of the order of (D/κ)².
   *
   * @param kappa κ, or a bound where it is below
   * @param root S
   * @param shift p
   */
  private record Far(Operand<TFloat64> kappa, Operand<TFloat64> root, double shift) {}

  private Far far(double bound) {
    Operand<TFloat64> kappas = math.atLeast(wide, bound);
    double shift = (dimension - 3) / 2.0;
    return new Far(kappas, math.sqrt(math.add(math.square(kappas), shift * shift)), shift);
  }
}
