package org.lowerbound.testing;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bounds of one observation's log-weights in double precision, straight from their definitions:
 * subsets are enumerated, and nothing is shared with the graph's.
 */
public final class HostBounds {
  private HostBounds() {}

  /** Returns (1/K) Σ log w. */
  public static double elbo(double... logWeights) {
    return Arrays.stream(logWeights).average().orElseThrow();
  }

  /** Returns log (1/K) Σ w. */
  public static double iwae(double... logWeights) {
    double max = largest(logWeights);
    return max
        + Math.log(Arrays.stream(logWeights).map(w -> Math.exp(w - max)).average().orElse(0));
  }

  /** Returns (1/(1 − α)) log (1/K) Σ w^(1 − α). */
  public static double renyi(double alpha, double... logWeights) {
    return iwae(Arrays.stream(logWeights).map(w -> (1 - alpha) * w).toArray()) / (1 - alpha);
  }

  /** Returns max log w. */
  public static double largest(double... logWeights) {
    return Arrays.stream(logWeights).max().orElseThrow();
  }

  /** Returns β ELBO + (1 − β) IWAE. */
  public static double ciwae(double beta, double... logWeights) {
    return beta * elbo(logWeights) + (1 - beta) * iwae(logWeights);
  }

  /**
   * Returns the jackknife of order m by the linear system behind its coefficients: Σ_j a_j = 1 and
   * Σ_j a_j (K − j)^−i = 0 for i = 1 … m remove the powers of 1/K from Σ_j a_j L̄_(K − j), where
   * L̄_n is the mean of IWAE over all subsets of n draws. Its solution is a Lagrange interpolation
   * in 1/n, evaluated at 1/n = 0.
   */
  public static double jackknife(int order, double... logWeights) {
    int samples = logWeights.length;
    double sum = 0;
    for (int j = 0; j <= order; j++) {
      double coefficient = 1;
      for (int i = 0; i <= order; i++) {
        if (i != j) {
          double here = 1.0 / (samples - j);
          double there = 1.0 / (samples - i);
          coefficient *= -there / (here - there);
        }
      }
      sum += coefficient * meanOverSubsets(samples - j, logWeights);
    }
    return sum;
  }

  /** Returns the mean of IWAE over all subsets of a size. */
  private static double meanOverSubsets(int size, double... logWeights) {
    ImmutableSet<Integer> draws =
        IntStream.range(0, logWeights.length).boxed().collect(ImmutableSet.toImmutableSet());
    return Sets.combinations(draws, size).stream()
        .mapToDouble(subset -> iwae(subset.stream().mapToDouble(k -> logWeights[k]).toArray()))
        .average()
        .orElseThrow();
  }
}
