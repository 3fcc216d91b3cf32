package org.lowerbound.objective;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.op.Ops;

/** The training examples whose label is known. */
public interface LabeledExamples {
  /** Stands where there is no training split to draw from. */
  LabeledExamples NONE =
      new LabeledExamples() {
        @Override
        public long count() {
          throw refusal();
        }

        @Override
        public Batch draw(Ops tf, int size, NoiseSource noise) {
          throw refusal();
        }

        private IllegalArgumentException refusal() {
          return new IllegalArgumentException(
              "this objective weighs the training examples whose label is known, and can be built"
                  + " for a training only");
        }
      };

  /** Returns how many there are. */
  long count();

  /**
   * Draws some of them in each step, none twice, whatever examples the step's batch has.
   *
   * @param size how many; all if there are no more
   * @param noise decides which
   * @return a batch whose pass has the label of each
   */
  Batch draw(Ops tf, int size, NoiseSource noise);
}
