package org.lowerbound.evaluation.gap;

import java.util.Arrays;
import org.lowerbound.evaluation.RowRunner;

/**
 * The best parameters of local posteriors, from those of the encoder on by Adam, until the mean
 * bound of a window of steps gains less than a threshold on that of the window before.
 *
 * @param rate Adam's learning rate
 * @param steps the most steps
 * @param window the steps of a window
 * @param threshold nats per example
 */
record LocalFit(double rate, int steps, int window, double threshold) {
  /**
   * What was found.
   *
   * @param parameters the mean over the last window, which is nearer to the best than the last
   *     ones, as they go round it
   * @param lastGain by how much the mean bound of the last window was above that of the one before,
   *     in nats per example
   * @param settled whether that is below the threshold
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read once.
  record Best(double[] parameters, double lastGain, boolean settled) {}

  /**
   * Finds them.
   *
   * @param firstDraw the number of the noise of the first step
   */
  Best of(LocalNormals normals, RowRunner runner, int[] rows, long firstDraw) {
    double[] parameters = normals.encoded(runner, rows);
    HostAdam adam = new HostAdam(rate, parameters.length);
    double before = Double.NEGATIVE_INFINITY;
    double gain = Double.POSITIVE_INFINITY;
    double[] mean = parameters.clone();
    int made = 0;
    while (made < steps && !(gain < threshold)) {
      int length = Math.min(window, steps - made);
      double bound = 0;
      Arrays.fill(mean, 0);
      for (int i = 0; i < length; i++, made++) {
        LocalNormals.Slope slope = normals.slope(runner, rows, parameters, firstDraw + made);
        adam.climb(parameters, slope.gradient());
        bound += slope.bound() / length;
        for (int p = 0; p < mean.length; p++) {
          mean[p] += parameters[p] / length;
        }
      }
      gain = bound - before;
      before = bound;
    }
    return new Best(mean, gain, gain < threshold);
  }
}
