package org.lowerbound.model;

/**
 * A model of observations and their classes at once, p(x, y), whose draws are from p(x) whatever
 * the labels.
 */
public interface WithClass extends Model {
  /** Returns p(x | y): a model with the same parameters, which looks at the labels of a pass. */
  Model givenLabels();

  /**
   * Returns what a model is once labels are given: p(x | y) of one with the class in it, any other
   * as it is.
   */
  static Model givenLabels(Model model) {
    return model instanceof WithClass joint ? joint.givenLabels() : model;
  }
}
