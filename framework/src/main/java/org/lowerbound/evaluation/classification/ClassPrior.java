package org.lowerbound.evaluation.classification;

import java.util.Arrays;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;

/** What is known of the class before the observation is seen, p(y). */
public enum ClassPrior {
  /** The relative frequencies of the training split's known labels. */
  TRAINING,
  /** The same for all classes. */
  UNIFORM;

  /** Returns log p(y), nats: −∞ of a class that the training split has not. */
  double[] logProbs(Labels labels) {
    double[] counts = new double[labels.classes()];
    if (this == UNIFORM) {
      Arrays.fill(counts, 1);
    } else {
      for (int label : labels.numbers().get(Split.TRAIN)) {
        if (label != Labels.UNKNOWN) {
          counts[label]++;
        }
      }
    }
    double all = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(count -> Math.log(count / all)).toArray();
  }
}
