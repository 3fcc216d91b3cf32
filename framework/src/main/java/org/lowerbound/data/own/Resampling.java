package org.lowerbound.data.own;

/**
 * Resizes along one axis: each new value is a weighted mean of old ones, as many of them as lie
 * under the filter, which is stretched where the image gets smaller. So nothing is aliased. All is
 * plain arithmetic in double: the same on every machine.
 */
final class Resampling {
  private final int[] first;
  private final double[][] weights;

  /**
   * Prepares the weights.
   *
   * @param from how many values there are along the axis
   * @param to how many there shall be
   */
  Resampling(ImageFilter filter, int from, int to) {
    this.first = new int[to];
    this.weights = new double[to][];
    double scale = (double) from / to;
    double stretch = Math.max(1, scale);
    double reach = filter.support() * stretch;
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int start = Math.max(0, (int) (centre - reach + 0.5));
      int end = Math.min(from, (int) (centre + reach + 0.5));
      double[] ofPixel = new double[end - start];
      double sum = 0;
      for (int j = start; j < end; j++) {
        ofPixel[j - start] = filter.weight((j + 0.5 - centre) / stretch);
        sum += ofPixel[j - start];
      }
      for (int j = 0; j < ofPixel.length; j++) {
        ofPixel[j] /= sum;
      }
      first[i] = start;
      weights[i] = ofPixel;
    }
  }

  /**
   * Returns the resized values.
   *
   * @param values {@code [outer, from, inner]}, last index fastest
   * @return {@code [outer, to, inner]}
   */
  double[] apply(double[] values, int outer, int from, int inner) {
    int to = first.length;
    double[] resized = new double[outer * to * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < to; i++) {
        for (int c = 0; c < inner; c++) {
          double sum = 0;
          for (int j = 0; j < weights[i].length; j++) {
            sum += weights[i][j] * values[(o * from + first[i] + j) * inner + c];
          }
          resized[(o * to + i) * inner + c] = sum;
        }
      }
    }
    return resized;
  }
}
