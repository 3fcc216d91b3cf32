package org.lowerbound.evaluation.sampler;

import org.lowerbound.numeric.Cholesky;
import org.lowerbound.random.RandomStream;

/**
 * A mixture of C normal distributions with full covariances, in double precision. The arrays are
 * the object's own storage: nobody writes to them after construction.
 *
 * @param weights {@code [C]}, which sum to one
 * @param means {@code [C][d]}
 * @param covariances {@code [C][d][d]}, positive definite
 */
@SuppressWarnings("ArrayRecordComponent") // Made once for each iteration, read by the next.
record MixtureOfNormals(double[] weights, double[][] means, double[][][] covariances) {
  private static final double LOG_2PI = Math.log(2 * Math.PI);

  /** The same with the factors of its covariances, which densities and draws take. */
  static final class Factored implements CodeDraws {
    private final double[] weights;
    private final double[][] means;
    private final double[][][] factors; // [C][d][], lower triangles by rows.
    private final double[] logNorms; // log weight − ½ log |2πS|

    Factored(MixtureOfNormals mixture) {
      int components = mixture.weights.length;
      this.weights = mixture.weights;
      this.means = mixture.means;
      this.factors = new double[components][][];
      this.logNorms = new double[components];
      for (int c = 0; c < components; c++) {
        Cholesky cholesky = new Cholesky(mixture.covariances[c]);
        int d = means[c].length;
        factors[c] = new double[d][];
        for (int i = 0; i < d; i++) {
          factors[c][i] = new double[i + 1];
          for (int j = 0; j <= i; j++) {
            factors[c][i][j] = cholesky.lower(i, j);
          }
        }
        logNorms[c] = Math.log(weights[c]) - 0.5 * (d * LOG_2PI + cholesky.logDeterminant());
      }
    }

    /**
     * Fills in the components' shares p(c | x) of a point and returns log p(x) in nats.
     *
     * @param shares {@code [C]}
     */
    double responsibilities(double[] point, double[] shares) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < shares.length; c++) {
        shares[c] = logNorms[c] - 0.5 * squaredLength(point, means[c], factors[c]);
        largest = Math.max(largest, shares[c]);
      }
      double sum = 0;
      for (int c = 0; c < shares.length; c++) {
        shares[c] = Math.exp(shares[c] - largest);
        sum += shares[c];
      }
      for (int c = 0; c < shares.length; c++) {
        shares[c] /= sum;
      }
      return largest + Math.log(sum);
    }

    /** Returns |L⁻¹ (x − m)|². */
    private static double squaredLength(double[] point, double[] mean, double[][] factor) {
      double[] solved = new double[mean.length];
      double length = 0;
      for (int i = 0; i < solved.length; i++) {
        double[] row = factor[i];
        double rest = point[i] - mean[i];
        for (int j = 0; j < i; j++) {
          rest -= row[j] * solved[j];
        }
        solved[i] = rest / row[i];
        length += solved[i] * solved[i];
      }
      return length;
    }

    @Override
    public double[][] draw(RandomStream stream, int count) {
      return CodeDraws.oneByOne(this::next).draw(stream, count);
    }

    private double[] next(RandomStream stream) {
      int c = component(stream.nextDouble());
      double[] noise = StandardNormals.next(stream, means[c].length);
      double[] code = means[c].clone();
      for (int i = 0; i < code.length; i++) {
        for (int j = 0; j <= i; j++) {
          code[i] += factors[c][i][j] * noise[j];
        }
      }
      return code;
    }

    private int component(double uniform) {
      double sum = 0;
      for (int c = 0; c < weights.length - 1; c++) {
        sum += weights[c];
        if (uniform < sum) {
          return c;
        }
      }
      return weights.length - 1;
    }
  }
}
