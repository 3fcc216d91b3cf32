package org.lowerbound.network;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.lowerbound.testing.InputParameters;

/** Layers in double precision, one example at a time, from their definitions. */
final class HostLayers {
  private final InputParameters parameters;

  HostLayers(InputParameters parameters) {
    this.parameters = parameters;
  }

  /** An image, last index fastest. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Image(int height, int width, int channels, double... values) {
    static Image zeros(int height, int width, int channels) {
      return new Image(height, width, channels, new double[height * width * channels]);
    }

    static Image of(int height, int width, int channels, float[] values, int row) {
      int size = height * width * channels;
      Image image = zeros(height, width, channels);
      for (int i = 0; i < size; i++) {
        image.values[i] = values[row * size + i];
      }
      return image;
    }

    int at(int y, int x, int c) {
      return (y * width + x) * channels + c;
    }

    Image map(DoubleUnaryOperator function) {
      return new Image(height, width, channels, Arrays.stream(values).map(function).toArray());
    }

    Image plus(Image other) {
      double[] sum = values.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other.values[i];
      }
      return new Image(height, width, channels, sum);
    }

    /** Adds one number to each channel, or one to each value. */
    Image plus(float... bias) {
      double[] sum = values.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += bias[i % bias.length];
      }
      return new Image(height, width, channels, sum);
    }

    Image nearest(int toHeight, int toWidth) {
      Image to = zeros(toHeight, toWidth, channels);
      for (int y = 0; y < toHeight; y++) {
        for (int x = 0; x < toWidth; x++) {
          for (int c = 0; c < channels; c++) {
            to.values[to.at(y, x, c)] = values[at(y * height / toHeight, x * width / toWidth, c)];
          }
        }
      }
      return to;
    }
  }

  /** Returns the values of a parameter. */
  float[] parameter(String name) {
    return parameters.values(name);
  }

  /** Returns x W + b. */
  double[] dense(String name, double... x) {
    float[] w = parameter(name + ".weights");
    float[] b = parameter(name + ".bias");
    double[] y = new double[b.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = b[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * w[i * y.length + o];
      }
    }
    return y;
  }

  /**
   * Returns the number of zeros above the first row (or left of the first column): half of what the
   * last place of the kernel misses, rounded down.
   */
  private static int before(int size, int kernel, int stride) {
    int places = (size + stride - 1) / stride;
    return Math.max((places - 1) * stride + kernel - size, 0) / 2;
  }

  /** Returns the convolution with the kernel {@code [k, k, in, out]}. */
  static Image convolve(Image x, float[] kernel, int k, int out, int stride) {
    Image y = Image.zeros((x.height + stride - 1) / stride, (x.width + stride - 1) / stride, out);
    int top = before(x.height, k, stride);
    int left = before(x.width, k, stride);
    for (int row = 0; row < y.height; row++) {
      for (int column = 0; column < y.width; column++) {
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            int fromRow = row * stride + a - top;
            int fromColumn = column * stride + b - left;
            if (fromRow < 0 || fromRow >= x.height || fromColumn < 0 || fromColumn >= x.width) {
              continue;
            }
            for (int i = 0; i < x.channels; i++) {
              for (int o = 0; o < out; o++) {
                y.values[y.at(row, column, o)] +=
                    x.values[x.at(fromRow, fromColumn, i)]
                        * kernel[((a * k + b) * x.channels + i) * out + o];
              }
            }
          }
        }
      }
    }
    return y;
  }

  /** Returns the transposed convolution with the kernel {@code [k, k, in, out]}. */
  static Image spread(Image x, float[] kernel, int k, int out, int stride, int height, int width) {
    Image y = Image.zeros(height, width, out);
    int top = before(height, k, stride);
    int left = before(width, k, stride);
    for (int row = 0; row < x.height; row++) {
      for (int column = 0; column < x.width; column++) {
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            int toRow = row * stride + a - top;
            int toColumn = column * stride + b - left;
            if (toRow < 0 || toRow >= height || toColumn < 0 || toColumn >= width) {
              continue;
            }
            for (int i = 0; i < x.channels; i++) {
              for (int o = 0; o < out; o++) {
                y.values[y.at(toRow, toColumn, o)] +=
                    x.values[x.at(row, column, i)]
                        * kernel[((a * k + b) * x.channels + i) * out + o];
              }
            }
          }
        }
      }
    }
    return y;
  }
}
