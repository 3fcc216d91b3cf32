package org.lowerbound.network;

import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

/** A PixelRNN in double precision, pixel by pixel from its definition, of one image. */
final class HostPixelRnn {
  private final InputParameters parameters;
  private final PixelRnn spec;
  private final int height;
  private final int imageWidth;
  private final int width;
  private final int pixel;
  private final int channels;
  private final double[] context;

  HostPixelRnn(
      InputParameters parameters,
      PixelRnn spec,
      Shape observed,
      ChannelOrder order,
      double... context) {
    this.parameters = parameters;
    this.spec = spec;
    this.height = (int) observed.get(0);
    this.imageWidth = (int) observed.get(1);
    // A column of zeros.
    this.width = imageWidth + (spec.cell() == PixelRnn.Cell.DIAGONAL_BILSTM ? 1 : 0);
    this.pixel = (int) observed.get(2);
    this.channels = order == ChannelOrder.IN_TURN ? pixel : 1;
    this.context = context;
  }

  /** Returns the outputs of a head, last index fastest. */
  double[] outputs(Head head, double... x) {
    double[][][] image = new double[height][width][pixel];
    for (int i = 0; i < x.length; i++) {
      image[i / (imageWidth * pixel)][i / pixel % imageWidth][i % pixel] = x[i];
    }
    int wide = 2 * spec.units();
    double[][][] map =
        convolved("net.first", image, spec.firstKernel(), spec.firstKernel(), wide, false, 1);
    for (int layer = 1; layer <= spec.layers(); layer++) {
      String block = "net.block" + layer;
      double[][][] states =
          spec.cell() == PixelRnn.Cell.ROW_LSTM
              ? rows(block + ".row", map)
              : sum(
                  diagonals(block + ".left", map, 1),
                  lowered(diagonals(block + ".right", map, -1)));
      map = sum(map, convolved(block + ".back", states, 1, 1, wide, true, 1));
    }
    double[][][] top = convolved("net.top", rectified(map), 1, 1, spec.top(), true, 1);
    int features = head.size() / (height * imageWidth);
    double[][][] outputs = convolved("net." + head.name(), rectified(top), 1, 1, features, true, 1);
    double[] flat = new double[head.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = outputs[i / (imageWidth * features)][i / features % imageWidth][i % features];
    }
    return flat;
  }

  private double[][][] rows(String name, double[][][] map) {
    int h = spec.units();
    double[][][] sums = convolved(name + ".input", map, 1, spec.kernel(), 4 * h, true, 4);
    float[] w = parameters.values(name + ".state.weights"); // [1, kernel, h, 4h]
    double[][][] cell = new double[height][width][h];
    double[][][] hidden = new double[height][width][h];
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        double[] all = sums[r][c].clone();
        for (int k = 0; k < spec.kernel() && r > 0; k++) {
          int from = c + k - spec.kernel() / 2;
          if (from >= 0 && from < width) {
            add(all, hidden[r - 1][from], w, k);
          }
        }
        step(all, r > 0 ? cell[r - 1][c] : new double[h], cell[r][c], hidden[r][c]);
      }
    }
    return hidden;
  }

  /** Returns states that come from above and from the side: 1 from the left, −1 from the right. */
  private double[][][] diagonals(String name, double[][][] map, int side) {
    int h = spec.units();
    double[][][] sums = convolved(name + ".input", map, 1, 1, 4 * h, true, 4);
    float[] w = parameters.values(name + ".state.weights"); // [2, 1, h, 4h]
    double[][][] cell = new double[height][width][h];
    double[][][] hidden = new double[height][width][h];
    for (int r = 0; r < height; r++) {
      for (int i = 0; i < width; i++) {
        int c = side == 1 ? i : width - 1 - i;
        double[] all = sums[r][c].clone();
        if (r > 0) {
          add(all, hidden[r - 1][c], w, 0);
        }
        if (i > 0) {
          add(all, hidden[r][c - side], w, 1);
        }
        step(all, i > 0 ? cell[r][c - side] : new double[h], cell[r][c], hidden[r][c]);
      }
    }
    return hidden;
  }

  private static void add(double[] sums, double[] hidden, float[] weights, int place) {
    for (int j = 0; j < hidden.length; j++) {
      for (int o = 0; o < sums.length; o++) {
        sums[o] += hidden[j] * weights[(place * hidden.length + j) * sums.length + o];
      }
    }
  }

  private static void step(double[] sums, double[] before, double[] cell, double[] hidden) {
    int h = hidden.length;
    for (int k = 0; k < h; k++) {
      cell[k] = sigmoid(sums[h + k]) * before[k] + sigmoid(sums[k]) * Math.tanh(sums[3 * h + k]);
      hidden[k] = sigmoid(sums[2 * h + k]) * Math.tanh(cell[k]);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * Returns a masked convolution with what is added to it.
   *
   * @param rows of a kernel with a centre: those below it are left out
   * @param own whether a feature sees those of its own channel at its own pixel
   * @param gates how many maps with all channels there are, one behind the other
   */
  private double[][][] convolved(
      String name, double[][][] x, int rows, int columns, int out, boolean own, int gates) {
    float[] w = parameters.values(name + ".weights");
    float[] b = parameters.values(name + ".bias");
    int in = x[0][0].length;
    double[][][] y = new double[height][width][out];
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        for (int o = 0; o < out; o++) {
          // A head has a bias for each value.
          int place = r * imageWidth + Math.min(c, imageWidth - 1);
          y[r][c][o] = b[b.length == out ? o : place * out + o];
          for (int j = 0; j < context.length && gates > 1; j++) {
            y[r][c][o] += context[j] * parameters.values(name + ".context")[j * out + o];
          }
          int channel = o % (out / gates) * channels / (out / gates);
          for (int a = -(rows / 2); a <= rows / 2; a++) {
            for (int d = -(columns / 2); d <= columns / 2; d++) {
              if (a > 0 || (a == 0 && d > 0)) {
                continue;
              }
              if (r + a < 0 || c + d < 0 || c + d >= width) {
                continue;
              }
              for (int i = 0; i < in; i++) {
                int ofInput = i * channels / in;
                boolean sees = a < 0 || d < 0 || (own ? ofInput <= channel : ofInput < channel);
                if (sees) {
                  int at = (a + rows / 2) * columns + d + columns / 2;
                  y[r][c][o] += x[r + a][c + d][i] * w[(at * in + i) * out + o];
                }
              }
            }
          }
        }
      }
    }
    return y;
  }

  private double[][][] lowered(double[][][] map) {
    double[][][] lower = new double[height][width][map[0][0].length];
    for (int r = 1; r < height; r++) {
      lower[r] = map[r - 1];
    }
    return lower;
  }

  private static double[][][] sum(double[][][] one, double[][][] other) {
    double[][][] sum = new double[one.length][one[0].length][one[0][0].length];
    for (int r = 0; r < one.length; r++) {
      for (int c = 0; c < one[r].length; c++) {
        for (int k = 0; k < one[r][c].length; k++) {
          sum[r][c][k] = one[r][c][k] + other[r][c][k];
        }
      }
    }
    return sum;
  }

  private static double[][][] rectified(double[][][] map) {
    double[][][] positive = new double[map.length][map[0].length][map[0][0].length];
    for (int r = 0; r < map.length; r++) {
      for (int c = 0; c < map[r].length; c++) {
        for (int k = 0; k < map[r][c].length; k++) {
          positive[r][c][k] = Math.max(0, map[r][c][k]);
        }
      }
    }
    return positive;
  }
}
