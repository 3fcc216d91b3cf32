package org.lowerbound.evaluation.disentanglement;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.lowerbound.random.RandomStream;

/** Factors and codes for which the right scores are known. */
final class HandMade {
  private HandMade() {}

  /**
   * Returns a complete grid of factors, each point {@code repeats} times, {@code [count][sizes]}.
   */
  static int[][] grid(int repeats, int... sizes) {
    int points = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    int[][] classes = new int[repeats * points][sizes.length];
    for (int i = 0; i < classes.length; i++) {
      int rest = i;
      for (int f = 0; f < sizes.length; f++) {
        classes[i][f] = rest % sizes[f];
        rest /= sizes[f];
      }
    }
    return classes;
  }

  static VaryingFactors factors(int[][] classes) {
    return VaryingFactors.of(
        IntStream.range(0, classes[0].length)
            .mapToObj(f -> "factor" + f)
            .collect(ImmutableList.toImmutableList()),
        classes);
  }

  /** Returns codes of which each value is a function of an example's classes and of its unit. */
  static double[][] codes(int[][] classes, int units, ToDoubleBiFunction<int[], Integer> value) {
    return Arrays.stream(classes)
        .map(
            row ->
                IntStream.range(0, units).mapToDouble(u -> value.applyAsDouble(row, u)).toArray())
        .toArray(double[][]::new);
  }

  /** Returns normal numbers. */
  static double[][] noise(int count, int units, double deviation) {
    RandomStream stream = new RandomStream(5, "hand-made");
    double[][] codes = new double[count][units];
    for (double[] code : codes) {
      for (int u = 0; u < units; u++) {
        code[u] = deviation * stream.nextGaussian();
      }
    }
    return codes;
  }

  /** Returns codes side by side. */
  static double[][] beside(double[][] left, double[][] right) {
    double[][] codes = new double[left.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Arrays.copyOf(left[i], left[i].length + right[i].length);
      System.arraycopy(right[i], 0, codes[i], left[i].length, right[i].length);
    }
    return codes;
  }
}
