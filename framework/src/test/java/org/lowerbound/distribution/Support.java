package org.lowerbound.distribution;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Where one component has its mass, as a rule Σ wᵢ f(xᵢ) for integrals or sums over it.
 *
 * @param points x, exact in 32-bit floats, as a graph takes them
 * @param weights w
 */
public record Support(ImmutableDoubleArray points, ImmutableDoubleArray weights) {
  private static final double STEP = 0.02;

  public Support {
    checkArgument(points.length() == weights.length(), "a weight for each point");
  }

  /**
   * Returns the real numbers, x = sinh t with even steps in t (the trapezoid rule, whose error is
   * exponentially small for analytic functions): ±80,000, with steps of 0.02 near 0.
   */
  public static Support reals() {
    return substituted(12, Math::sinh, Math::cosh, point -> true);
  }

  /**
   * Returns (0, 1) by the double exponential rule (Takahasi and Mori 1974), for densities that may
   * go to 0 with any power at the ends. Points that 32-bit floats take for an end are left out.
   */
  public static Support unitInterval() {
    DoubleUnaryOperator x = t -> 1 / (1 + Math.exp(-Math.PI * Math.sinh(t)));
    return substituted(
        3,
        x,
        t -> Math.PI * Math.cosh(t) * x.applyAsDouble(t) * x.applyAsDouble(-t),
        point -> point > 0 && point < 1);
  }

  private static Support substituted(
      double limit, DoubleUnaryOperator x, DoubleUnaryOperator derivative, DoublePredicate inside) {
    ImmutableDoubleArray.Builder points = ImmutableDoubleArray.builder();
    ImmutableDoubleArray.Builder weights = ImmutableDoubleArray.builder();
    int last = (int) Math.round(limit / STEP);
    for (int i = -last; i <= last; i++) {
      float point = (float) x.applyAsDouble(i * STEP);
      if (inside.test(point)) {
        points.add(point);
        weights.add(STEP * derivative.applyAsDouble(i * STEP));
      }
    }
    return new Support(points.build(), weights.build());
  }

  /** Returns the levels k/(L − 1) for k = 0, ..., L − 1. */
  public static Support levels(int count) {
    return masses(count, 1.0 / (count - 1));
  }

  /** Returns the counts 0, ..., largest, which stand for all if there is no mass above. */
  public static Support counts(int largest) {
    return masses(largest + 1, 1);
  }

  private static Support masses(int count, double unit) {
    ImmutableDoubleArray.Builder points = ImmutableDoubleArray.builder(count);
    ImmutableDoubleArray.Builder weights = ImmutableDoubleArray.builder(count);
    for (int k = 0; k < count; k++) {
      points.add((float) (k * unit));
      weights.add(1);
    }
    return new Support(points.build(), weights.build());
  }

  /** Returns Σ wᵢ f(i, xᵢ). */
  public double integral(IndexedFunction f) {
    double sum = 0;
    for (int i = 0; i < points.length(); i++) {
      sum += weights.get(i) * f.apply(i, points.get(i));
    }
    return sum;
  }

  /** A function of a point and its number. */
  @FunctionalInterface
  public interface IndexedFunction {
    double apply(int index, double point);
  }
}
