package org.lowerbound.evaluation.classification;

import com.google.common.base.Ascii;
import java.util.Arrays;

/** By what an example is accepted or rejected: the more it has of it, the sooner it is accepted. */
enum RejectBy {
  /** log p(x): what is unlike all classes is rejected. */
  EVIDENCE("log p(x)") {
    @Override
    double[] scores(ClassBeliefs beliefs) {
      return beliefs.logEvidence();
    }
  },
  /** The entropy of p(y | x), negative: what may be of several classes is rejected. */
  ENTROPY("the entropy of p(y|x)") {
    @Override
    double[] scores(ClassBeliefs beliefs) {
      return Arrays.stream(beliefs.entropies()).map(entropy -> -entropy).toArray();
    }
  };

  private final String words;

  RejectBy(String words) {
    this.words = words;
  }

  /** Returns a number for each example, larger for those that are accepted sooner. */
  abstract double[] scores(ClassBeliefs beliefs);

  /** Returns the name that columns begin with. */
  String label() {
    return Ascii.toLowerCase(name());
  }

  /** Returns what it is, the object of a sentence. */
  String words() {
    return words;
  }
}
