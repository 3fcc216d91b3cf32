package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.classification.Accuracy;
import org.lowerbound.evaluation.diffusion.Vlb;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Model;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/** What a training watches on the validation split: what its model is judged by. */
public final class Watched {
  /** Of the steps of a diffusion, so many for each example: the noise of it is small beside T. */
  private static final int STEPS = 5;

  private Watched() {}

  /**
   * Returns the metric: the likelihood where the model computes it, the ELBO where there is one,
   * that of a diffusion by some of its steps, the accuracy of a classifier, else the error of
   * reconstructions; none if there is nothing of them.
   */
  public static Optional<Metric> of(Model model) {
    if (Ability.EXACT_EVIDENCE.isOf(model)) {
      return Optional.of(new Nll(1, 1));
    }
    if (Ability.LATENT_VARIABLES.isOf(model)) {
      return Optional.of(new BestElbo());
    }
    if (Ability.DIFFUSION_BOUND.isOf(model)) {
      return Optional.of(new Vlb(Optional.of(STEPS)));
    }
    if (Ability.CLASSIFYING.isOf(model)) {
      return Optional.of(new Accuracy());
    }
    return Ability.ENCODING.isOf(model) && Ability.DECODING.isOf(model)
        ? Optional.of(new ReconstructionError())
        : Optional.empty();
  }

  /** The ELBO with the KL in closed form where it has one. */
  private record BestElbo() implements Metric {
    private static final int SAMPLES = 1;

    @Override
    public ImmutableList<Column> columns() {
      return new ElboMetric(SAMPLES, KlEstimator.MONTE_CARLO).columns();
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      BoundTerms terms = graph.terms(tf, TypeNames.of(this), "elbo", SAMPLES);
      return new ElboMetric(SAMPLES, KlEstimator.bestFor(tf, terms)).measurement(tf, terms);
    }
  }
}
