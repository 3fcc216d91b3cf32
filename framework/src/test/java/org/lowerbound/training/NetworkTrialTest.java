package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Conv;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.Normalization;
import org.lowerbound.network.ResNet;
import org.lowerbound.network.Upsampling;

/** Networks with states and noise of their own, trained, stopped and resumed. */
final class NetworkTrialTest {
  private static final Normalization BATCH = new Normalization.Batch(0.8, 1e-5);

  @TempDir private Path directory;

  private static TrialSpec spec(Dataset images, int epochs) {
    Conv encoder =
        new Conv(
            ImmutableList.of(4),
            3,
            2,
            ImmutableList.of(8),
            Activation.RELU,
            new LayerOptions(new GlorotUniform(), BATCH, 0.1));
    ResNet decoder =
        new ResNet(
            ImmutableList.of(4),
            1,
            Upsampling.NEAREST,
            ImmutableList.of(8),
            Activation.RELU,
            new LayerOptions(new GlorotUniform(), BATCH, 0.1));
    Vae vae =
        new Vae(
            3,
            encoder,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            decoder,
            new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
            new Corruption.None());
    return Trials.spec(images, vae, Trials.elbo(), Trials.adam(), Trials.epochs(epochs), 1);
  }

  @Test
  void runningStatisticsMakeEvaluationAsGoodAsTraining() {
    Dataset images = Trials.dynamicImages();
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome =
        Trials.run(spec(images, 40), images, recorder, directory.resolve("checkpoint"));
    double first = recorder.epochs.get(0).validation().get("elbo");
    double last = recorder.epochs.get(39).validation().get("elbo");
    // The two kinds of images differ in all pixels: knowing which it is is worth nats.
    assertTrue(last > first + 1, first + " then " + last);
    assertTrue(outcome.metrics().get("elbo").value() > first + 1);
  }

  @Test
  void aResumedTrialHasTheSameBits() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = spec(images, 3);
    TrialOutcome whole =
        Trials.run(spec, images, new Trials.Recorder(), directory.resolve("whole"));
    Path checkpoint = directory.resolve("stopped");
    Trials.Recorder stopped = new Trials.Recorder(Trials.STEPS_PER_EPOCH + 2);
    assertThrows(CancellationException.class, () -> Trials.run(spec, images, stopped, checkpoint));
    TrialOutcome resumed = Trials.run(spec, images, new Trials.Recorder(), checkpoint);
    assertFalse(resumed.steps().timed() == whole.steps().timed(), "nothing was resumed");
    assertEquals(whole.metrics(), resumed.metrics());
  }
}
