package org.lowerbound.evaluation.reconstruction;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The structural similarity of two images (Wang et al. 2004, equation 13): of luminance, contrast
 * and structure, within Gaussian windows of 11 x 11 pixels with σ 1.5; K₁ = 0.01, K₂ = 0.03, and
 * variances that divide by n. The mean over all windows that lie wholly within the image, as in the
 * authors' program, and over the channels. It is 1 for equal images and symmetric.
 *
 * <p>Programs with other windows, such as uniform ones of 7 x 7, give other numbers.
 */
final class StructuralSimilarity {
  /** The side of a window. */
  static final int WINDOW = 11;

  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01; // Of values on [0, 1].
  private static final double C2 = 0.03 * 0.03;

  private final int height;
  private final int width;
  private final int channels;
  private final double[] weights = new double[WINDOW];

  /** Prepares for images {@code [height, width, channels]} with values on [0, 1]. */
  StructuralSimilarity(int height, int width, int channels) {
    checkArgument(
        height >= WINDOW && width >= WINDOW,
        "images of %s x %s are smaller than the window of %s x %s",
        height,
        width,
        WINDOW,
        WINDOW);
    this.height = height;
    this.width = width;
    this.channels = channels;
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double place = (i - WINDOW / 2) / SIGMA;
      weights[i] = Math.exp(-place * place / 2);
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum; // Of rows and of columns: those of a window sum to one.
    }
  }

  /**
   * Returns the similarity of two images of many.
   *
   * @param offset where they begin in both arrays
   */
  double of(float[] x, float[] y, int offset) {
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum += ofChannel(channel(x, offset, channel), channel(y, offset, channel));
    }
    return sum / channels;
  }

  private double[] channel(float[] images, int offset, int channel) {
    double[] values = new double[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = images[offset + i * channels + channel];
    }
    return values;
  }

  private double ofChannel(double[] x, double[] y) {
    double[] meanX = windows(x);
    double[] meanY = windows(y);
    double[] squaresX = windows(product(x, x));
    double[] squaresY = windows(product(y, y));
    double[] products = windows(product(x, y));
    double sum = 0;
    for (int i = 0; i < meanX.length; i++) {
      double squareX = meanX[i] * meanX[i];
      double squareY = meanY[i] * meanY[i];
      double cross = meanX[i] * meanY[i];
      sum +=
          (2 * cross + C1)
              * (2 * (products[i] - cross) + C2)
              / ((squareX + squareY + C1) * (squaresX[i] - squareX + squaresY[i] - squareY + C2));
    }
    return sum / meanX.length;
  }

  private static double[] product(double[] x, double[] y) {
    double[] product = new double[x.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = x[i] * y[i];
    }
    return product;
  }

  /** Returns the weighted means over all windows: over columns, then over rows. */
  private double[] windows(double[] values) {
    int columns = width - WINDOW + 1;
    int rows = height - WINDOW + 1;
    double[] across = new double[height * columns];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
          sum += weights[i] * values[row * width + column + i];
        }
        across[row * columns + column] = sum;
      }
    }
    double[] means = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
          sum += weights[i] * across[(row + i) * columns + column];
        }
        means[row * columns + column] = sum;
      }
    }
    return means;
  }
}
