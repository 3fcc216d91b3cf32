package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.Vae;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.tensorflow.ndarray.Shape;

/** Sizes that the native library would not survive. */
final class LimitsTest {
  @Test
  void whatTensorFlowCannotCountIsRefusedBeforeItRuns() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Function<Metric, TrialSpec> measuring =
        metric ->
            new TrialSpec(
                spec.dataset(),
                spec.model(),
                spec.objective(),
                spec.optimizer(),
                spec.training(),
                new EvaluationSpec(
                    ImmutableList.of(metric), ImmutableList.of(Split.TEST), ImmutableList.of()),
                1);
    assertEquals(
        "chunk is 1000000000: with 12 values an observation that is too much for one run; at most"
            + " 178956970 works",
        refusal(measuring.apply(new Nll(1_000_000_000, 1_000_000_000)), images));
    assertEquals(
        "1000000 draws for each of 10 observations of 1200 values are too much for one step; fewer"
            + " samples or a smaller batchSize work",
        refusal(
            Trials.spec(
                images,
                Trials.bernoulliVae(),
                new Iwae(1_000_000, new ReparameterizedGradient()),
                Trials.adam(),
                Trials.epochs(1),
                1),
            wide()));
    Vae vae = Trials.bernoulliVae();
    Mlp huge = new Mlp(ImmutableList.of(1_000, 1_000_000), Activation.TANH, new GlorotUniform());
    assertEquals(
        "encoder.hidden2.weights would have 1000000000 values; a parameter has room for 536870912",
        refusal(
            Trials.spec(
                images,
                new Vae(
                    3,
                    huge,
                    vae.posterior(),
                    vae.prior(),
                    huge,
                    vae.likelihood(),
                    new Corruption.None()),
                Trials.elbo(),
                Trials.adam(),
                Trials.epochs(1),
                1),
            images));
  }

  private static Dataset wide() {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : Split.values()) {
      splits.put(split, new Observations.Bytes(new byte[10 * 1200], 10, 1200));
    }
    return Trials.dataset(
        Shape.of(1200), ValueKind.BINARY, FreshDraw.NOTHING, splits.buildOrThrow());
  }

  private static String refusal(TrialSpec spec, Dataset dataset) {
    return assertThrows(IllegalArgumentException.class, () -> Trainer.check(spec, dataset))
        .getMessage();
  }
}
