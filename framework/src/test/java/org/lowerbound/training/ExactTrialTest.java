package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ChiUpperBound;
import org.lowerbound.evaluation.bound.EffectiveSampleSize;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.IwaeBound;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.evaluation.code.PerLayer;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.autoregressive.Made;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.likelihood.MaximumLikelihood;

/** Trials of a model without latents that computes p(x). */
final class ExactTrialTest {
  @TempDir Path directory;

  private static TrialSpec spec(
      Dataset images, Objective objective, int epochs, Metric... metrics) {
    return new TrialSpec(
        source -> images,
        new Made(
            ImmutableList.of(9),
            Activation.RELU,
            new GlorotUniform(),
            2,
            2,
            true,
            0,
            OutputBias.DATA_MEAN),
        objective,
        Trials.adam(),
        Trials.epochs(epochs),
        new EvaluationSpec(
            ImmutableList.copyOf(metrics), ImmutableList.of(Split.TEST), ImmutableList.of()),
        1);
  }

  private static TrialSpec measured(Dataset images, int epochs) {
    return spec(
        images,
        new MaximumLikelihood(),
        epochs,
        new Nll(20, 7),
        new IwaeBound(5, 5),
        new ChiUpperBound(2, 20, 7),
        new EffectiveSampleSize(5, 5));
  }

  @Test
  void itLearnsAndAllNumbersOfLikelihoodAreTheSame() {
    Dataset images = Trials.dynamicImages();
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(measured(images, 30), images, recorder, directory);
    assertEquals(
        ImmutableSet.of("nll", "nll-bits-per-dim"), recorder.epochs.get(0).validation().keySet());
    assertEquals(ImmutableSet.of("bound"), recorder.epochs.get(0).training().keySet());
    double first = recorder.epochs.get(0).validation().get("nll");
    double nll = outcome.metrics().get("nll").value();
    // The two kinds of images differ in all pixels: one pixel tells what the others are.
    assertTrue(nll < first - 1, first + " then " + nll);
    assertEquals(-nll, outcome.metrics().get("iwae-5").value(), 1e-12);
    assertEquals(-nll, outcome.metrics().get("cubo").value(), 1e-12);
    assertEquals(5, outcome.metrics().get("ess-5").value(), 1e-12);
  }

  @Test
  void aTrialThatWasStoppedGoesOnWithTheMaskThatIsNext() throws IOException {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = measured(images, 3);
    Path whole = directory.resolve("whole");
    TrialOutcome expected = Trials.run(spec, images, new Trials.Recorder(), whole);
    // None is a multiple of the four networks' cycle.
    for (int stop : new int[] {3, 9, 14}) {
      Path interrupted = directory.resolve("stopped-" + stop);
      assertThrows(
          CancellationException.class,
          () -> Trials.run(spec, images, new Trials.Recorder(stop), interrupted));
      Trials.Recorder resumed = new Trials.Recorder();
      assertEquals(expected.metrics(), Trials.run(spec, images, resumed, interrupted).metrics());
      assertEquals(18 - stop, resumed.steps);
      assertArrayEquals(
          Files.readAllBytes(Checkpoints.last(whole)),
          Files.readAllBytes(Checkpoints.last(interrupted)));
    }
  }

  private static String refusal(Objective objective, Metric metric) {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = spec(images, objective, 1, metric);
    return assertThrows(IllegalArgumentException.class, () -> Trainer.check(spec, images))
        .getMessage();
  }

  @Test
  void whatNeedsLatentsSaysWhatWorksInstead() {
    assertEquals(
        "elbo-metric needs a model with latents with a posterior density q(z|x); vae,"
            + " hierarchical-vae, ladder-vae, semi-supervised-vae, energy, ppca, factor-analysis,"
            + " bayesian-pca and bernoulli-mixture have, but for a vae with the posterior point;"
            + " for this model \"evaluation\": {\"metrics\": [\"nll\"]} works",
        refusal(new MaximumLikelihood(), new ElboMetric(1, KlEstimator.CLOSED_FORM)));
    assertEquals(
        "active-units needs a model with an encoder, which gives each"
            + " observation a code; vae, hierarchical-vae, ladder-vae, semi-supervised-vae,"
            + " stacked-semi-supervised-vae, normalizing-flow, ppca,"
            + " factor-analysis, bayesian-pca, bernoulli-mixture and pca have; for this model"
            + " \"evaluation\": {\"metrics\": [\"nll\"]} works",
        refusal(new MaximumLikelihood(), new ActiveUnits(0.01)));
    assertEquals(
        "per-layer needs a model with several layers of latents; hierarchical-vae, ladder-vae"
            + " and semi-supervised-vae have",
        refusal(new MaximumLikelihood(), new PerLayer(2, 1, 0.01)));
    assertEquals(
        "elbo needs a model with latents with a posterior density q(z|x); vae, hierarchical-vae,"
            + " ladder-vae, semi-supervised-vae, energy, ppca, factor-analysis, bayesian-pca and"
            + " bernoulli-mixture have, but for a vae with the posterior point; for this model"
            + " \"maximum-likelihood\" works",
        refusal(Trials.elbo(), new Nll(1, 1)));
  }
}
