package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.numeric.Luma;

/**
 * How much an image has of edges and grain: the variance over its pixels of the Laplacian
 *
 * <pre>
 *   L(r, s) = x(r − 1, s) + x(r + 1, s) + x(r, s − 1) + x(r, s + 1) − 4 x(r, s)
 * </pre>
 *
 * of pixels that have all four neighbours: nothing is made up beyond the border (Pech-Pacheco et
 * al. 2000). It is the sum of squared deviations over the number of these pixels. Of a colour the
 * luma is taken.
 *
 * <p>It is 0 where the values are those of a plane, and goes with the square of the contrast. White
 * noise of variance σ² has 20 σ² of it, and images under independent noise their own and that.
 *
 * @param height of an image in pixels
 * @param width of an image in pixels
 * @param channels 1 for grey, 3 for red, green and blue, last index fastest
 */
record LaplacianVariance(int height, int width, int channels) {
  /** The least height and width: the variance of a single pixel would be 0 for any image. */
  static final int LEAST_SIDE = 4;

  LaplacianVariance {
    checkArgument(
        height >= LEAST_SIDE && width >= LEAST_SIDE,
        "images of %s x %s have too few pixels with four neighbours; %s x %s are the least",
        height,
        width,
        LEAST_SIDE,
        LEAST_SIDE);
    checkArgument(channels == 1 || channels == 3, "an image has 1 channel or 3, not %s", channels);
  }

  /**
   * Returns the variance, in the square of the values' unit.
   *
   * @param values of several images
   * @param first the place of the image's first value
   */
  double of(float[] values, int first) {
    double[] grey = grey(values, first);
    double[] laplacian = new double[(height - 2) * (width - 2)];
    int next = 0;
    double sum = 0;
    for (int r = 1; r < height - 1; r++) {
      for (int s = 1; s < width - 1; s++) {
        int i = r * width + s;
        double neighbours = grey[i - width] + grey[i + width] + grey[i - 1] + grey[i + 1];
        laplacian[next] = neighbours - 4 * grey[i];
        sum += laplacian[next++];
      }
    }
    double mean = sum / laplacian.length;
    double squares = 0;
    for (double value : laplacian) {
      squares += (value - mean) * (value - mean);
    }
    return squares / laplacian.length;
  }

  private double[] grey(float[] values, int first) {
    double[] grey = new double[height * width];
    for (int i = 0; i < grey.length; i++) {
      int at = first + i * channels;
      grey[i] = channels == 1 ? values[at] : Luma.of(values[at], values[at + 1], values[at + 2]);
    }
    return grey;
  }
}
