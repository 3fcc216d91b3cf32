package org.lowerbound.evaluation.figure;

/** Mean and standard deviation of each value of images that come one after the other. */
final class PixelMoments {
  private final double[] mean;
  private final double[] squares;
  private int count;

  /**
   * Starts with none.
   *
   * @param size the number of values of an image
   */
  PixelMoments(int size) {
    this.mean = new double[size];
    this.squares = new double[size];
  }

  /** Adds images, {@code [n, size]} (Welford 1962: no large sums that nearly cancel). */
  void add(float[] images) {
    for (int start = 0; start < images.length; start += mean.length) {
      count++;
      for (int i = 0; i < mean.length; i++) {
        double difference = images[start + i] - mean[i];
        mean[i] += difference / count;
        squares[i] += difference * (images[start + i] - mean[i]);
      }
    }
  }

  /** Returns the means. */
  float[] mean() {
    float[] values = new float[mean.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) mean[i];
    }
    return values;
  }

  /**
   * Returns the standard deviation of each pixel, the root mean square over its channels.
   *
   * @param channels of a pixel, one after the other
   */
  double[] deviations(int channels) {
    double[] deviations = new double[mean.length / channels];
    for (int i = 0; i < mean.length; i++) {
      deviations[i / channels] += squares[i] / (count - 1) / channels;
    }
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(deviations[i]);
    }
    return deviations;
  }
}
