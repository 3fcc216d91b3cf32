package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.random.RandomStream;
import org.tensorflow.op.Ops;

/**
 * Codes from a density that is fitted to those of the training split, once for all metrics and
 * figures of a trial that name it.
 */
public interface FittedSampler extends CodeSampler {
  /** How a density is fitted. */
  @FunctionalInterface
  interface Fit {
    /**
     * Fits it.
     *
     * @param runner hears how far it is, if it takes long
     * @param codes one draw from q(z | x) for each training example, {@code [n][latents]}, finite
     * @param stream the fit's own random numbers
     */
    CodeDraws to(SplitRunner runner, double[][] codes, RandomStream stream);
  }

  /**
   * Makes ready to fit.
   *
   * @param latents the dimension of a code
   * @throws IllegalArgumentException if there is no such density of codes; the message says why
   */
  Fit prepare(EvaluationScope graph, int latents);

  @Override
  default SampleNodes build(Ops tf, Drawn drawn) {
    FittedCodes fitted =
        drawn
            .graph()
            .shared()
            .get(
                FittedCodes.class,
                this,
                noise ->
                    new FittedCodes(
                        label(),
                        prepare(drawn.graph(), drawn.latents()),
                        TrainingCodes.of(tf, drawn.graph(), drawn.who())));
    return new FedSamples(tf, drawn, fitted::draws);
  }

  @Override
  default ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }
}
