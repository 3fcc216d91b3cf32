package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.sample.Comparison;
import org.lowerbound.evaluation.sample.FrechetMetric;
import org.lowerbound.evaluation.sample.PixelFeatures;
import org.lowerbound.evaluation.sampler.PriorSampler;
import org.lowerbound.model.implicit.Gan;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.adversarial.DiscriminatorSpec;
import org.lowerbound.objective.adversarial.NonSaturating;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.ConstantSchedule;
import org.tensorflow.ndarray.Shape;

/** A linear generator on normal observations of the plane, against a small discriminator. */
class GanTrialTest {
  private static final int EXAMPLES = 2000;
  private static final double[] MEAN = {2, -1};
  private static final double[] SCALE = {0.5, 1.5};

  private static Dataset plane() {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : Split.values()) {
      RandomStream stream = new RandomStream(5, split.label());
      float[] values = new float[2 * EXAMPLES];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (MEAN[i % 2] + SCALE[i % 2] * stream.nextGaussian());
      }
      splits.put(split, new Observations.Floats(values, EXAMPLES, 2));
    }
    return Trials.dataset(Shape.of(2), ValueKind.REAL, FreshDraw.NOTHING, splits.buildOrThrow());
  }

  private static TrialSpec spec(Dataset dataset, long steps, Metric metric) {
    return new TrialSpec(
        source -> dataset,
        new Gan(2, new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform())),
        new NonSaturating(
            new DiscriminatorSpec(
                new Mlp(ImmutableList.of(16), Activation.TANH, new GlorotUniform()),
                new Adam(new ConstantSchedule(5e-3), 0.5, 0.999, 1e-8))),
        new Adam(new ConstantSchedule(2e-3), 0.5, 0.999, 1e-8),
        new TrainingSpec(100, Optional.empty(), Optional.of(steps), Optional.empty(), 1000, 1),
        new EvaluationSpec(
            ImmutableList.of(metric), ImmutableList.of(Split.TEST), ImmutableList.of()),
        1);
  }

  private static double frechet(long steps) {
    Dataset dataset = plane();
    FrechetMetric metric =
        new FrechetMetric(new Comparison(new PriorSampler(), false, new PixelFeatures(), EXAMPLES));
    TrialOutcome outcome = new Trainer(spec(dataset, steps, metric), dataset).run();
    assertFalse(outcome.diverged());
    return outcome.metrics().get("frechet-distance").value();
  }

  @Test
  void theGeneratorComesToTheDistributionOfTheData() {
    double before = frechet(1);
    double after = frechet(3000);
    // Between two samples of 2,000 it is about 0.003; the players go round the solution.
    assertTrue(after < 0.1, before + " fell to " + after);
    assertTrue(before > 5 * after, before + " fell to " + after);
  }

  @Test
  void aLikelihoodIsRefusedByName() {
    Dataset dataset = plane();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Trainer.check(spec(dataset, 1, new Nll(1, 1)), dataset))
            .getMessage();
    assertTrue(message.contains("a likelihood p(x)"), message);
    assertEquals(-1, message.indexOf("gan,"), message);
  }
}
