package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Split;
import org.lowerbound.random.RandomStream;
import org.tensorflow.op.Ops;

/**
 * Codes from a density that is fitted to those of the training split, once for all metrics and
 * figures of a trial that name it.
 */
public interface FittedSampler extends CodeSampler {
  /**
   * Fits the density.
   *
   * @param codes one draw from q(z | x) for each training example, {@code [n][latents]}, finite
   * @param stream the fit's own random numbers
   */
  CodeDraws fit(double[][] codes, RandomStream stream);

  @Override
  default SampleNodes build(Ops tf, Drawn drawn) {
    FittedCodes fitted =
        drawn
            .graph()
            .shared()
            .get(
                FittedCodes.class,
                this,
                noise -> new FittedCodes(this, TrainingCodes.of(tf, drawn.graph(), drawn.who())));
    return new FedSamples(tf, drawn, fitted::draws);
  }

  @Override
  default ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }
}
