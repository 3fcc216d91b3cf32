package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.numeric.RocArea;

/** How well the scores of classes tell each class from all others. */
final class OneAgainstRest {
  private OneAgainstRest() {}

  /**
   * Returns the mean over classes of the area under the ROC curve, over those that have a score and
   * that some examples are of and others are not; ½ if there is none.
   *
   * @param scores {@code [count][classes]}, NaN for a class without a score
   * @param labels the class of each example
   */
  static double meanArea(double[][] scores, int[] labels) {
    return IntStream.range(0, scores[0].length)
        .filter(c -> !Double.isNaN(scores[0][c]))
        .filter(c -> Arrays.stream(labels).anyMatch(label -> label == c))
        .filter(c -> Arrays.stream(labels).anyMatch(label -> label != c))
        .mapToDouble(
            c -> {
              boolean[] positive = new boolean[labels.length];
              for (int i = 0; i < labels.length; i++) {
                positive[i] = labels[i] == c;
              }
              return RocArea.of(
                  Arrays.stream(scores).mapToDouble(row -> row[c]).toArray(), positive);
            })
        .average()
        .orElse(0.5);
  }
}
