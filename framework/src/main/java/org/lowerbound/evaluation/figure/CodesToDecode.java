package org.lowerbound.evaluation.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * CodesToDecode that are made on the host, each with the example whose labels it is decoded with.
 */
final class CodesToDecode {
  private final List<double[]> codes = new ArrayList<>();
  private final List<Integer> rows = new ArrayList<>();

  /** Returns the codes of {@code values}, {@code [count, latents]}, one by one. */
  static double[][] split(float[] values, int latents) {
    double[][] codes = new double[values.length / latents][latents];
    for (int i = 0; i < values.length; i++) {
      codes[i / latents][i % latents] = values[i];
    }
    return codes;
  }

  /** Adds a code. */
  void add(int row, double[] code) {
    rows.add(row);
    codes.add(code);
  }

  /** Returns the examples. */
  int[] rows() {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the codes, last index fastest. */
  float[] values() {
    double[] all = codes.stream().flatMapToDouble(Arrays::stream).toArray();
    float[] values = new float[all.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) all[i];
    }
    return values;
  }
}
