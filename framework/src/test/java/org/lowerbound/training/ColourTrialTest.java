package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.DiscretizedLogisticLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Burgess;
import org.lowerbound.network.Conv;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.ResNet;
import org.lowerbound.network.Upsampling;
import org.lowerbound.schedule.Time;
import org.tensorflow.ndarray.Shape;

/** Images in red, green and blue are learnt in their colours. */
final class ColourTrialTest {
  private static final int CHANNELS = 3;
  private static final int SEED = 1;
  private static final int STEPS = 800;

  /** Red, yellow, green, cyan, blue, magenta. */
  private static final int[][] HUES = {
    {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}, {1, 0, 1}
  };

  private static final LayerOptions PLAIN = LayerOptions.plain(new GlorotUniform());
  private static final Conv CONV =
      new Conv(ImmutableList.of(8), 4, 2, ImmutableList.of(16), Activation.RELU, PLAIN);

  @TempDir private Path folder;

  /** Returns images with a hue each, black in their right half. */
  private static Dataset images(int height, int width) {
    int dimension = height * width * CHANNELS;
    byte[] levels = new byte[HUES.length * dimension];
    for (int i = 0; i < levels.length; i++) {
      boolean left = i / CHANNELS % width < width / 2;
      levels[i] = (byte) (left ? 255 * HUES[i / dimension][i % CHANNELS] : 0);
    }
    Observations all = new Observations.Bytes(levels, HUES.length, dimension);
    return Trials.dataset(
        Shape.of(height, width, CHANNELS),
        ValueKind.GREY,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, all, Split.TEST, all));
  }

  private static TrialSpec spec(
      Dataset images, Architecture network, LikelihoodFamily likelihood, long steps) {
    Vae vae =
        new Vae(
            2,
            network,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            network,
            likelihood,
            new Corruption.None());
    TrialSpec spec =
        Trials.spec(
            images,
            vae,
            Trials.elbo(),
            Trials.adam(),
            new TrainingSpec(
                HUES.length, Optional.empty(), Optional.of(steps), Optional.empty(), 1, 1),
            SEED);
    return new TrialSpec(
        spec.dataset(),
        spec.model(),
        spec.objective(),
        spec.optimizer(),
        spec.training(),
        new EvaluationSpec(
            ImmutableList.of(new ElboMetric(1, KlEstimator.CLOSED_FORM)),
            ImmutableList.of(Split.TEST),
            ImmutableList.of()),
        SEED);
  }

  private Map<String, float[]> train(TrialSpec spec, Dataset images) {
    TrialOutcome outcome = Trials.run(spec, images, new Trials.Recorder(), folder);
    assertTrue(Double.isFinite(outcome.metrics().values().iterator().next().value()));
    return Trials.checkpoints(folder).end(outcome.steps().all()).checkpoint().variables();
  }

  private static Stream<LikelihoodFamily> likelihoods() {
    return Stream.of(
        new NormalLikelihood(new Scale.Fixed(0.1), OutputBias.DATA_MEAN),
        new BernoulliLikelihood(true, OutputBias.DATA_MEAN),
        new DiscretizedLogisticLikelihood(new Scale.Fixed(0.05), OutputBias.DATA_MEAN));
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void everyReconstructionHasItsHue(LikelihoodFamily likelihood) {
    int width = 6;
    Dataset images = images(4, width);
    TrialSpec spec = spec(images, CONV, likelihood, STEPS);
    TrainedState state =
        new TrainedState(ImmutableMap.copyOf(train(spec, images)), false, new Time(STEPS, 1));
    try (TrainedModel model =
        TrainedModel.open(spec.model(), TrialSpec.observed(images), state, SEED)) {
      Matrix seen = model.reconstruct(Examples.of(images, Split.TEST, SEED));
      for (int image = 0; image < HUES.length; image++) {
        for (int at = 0; at < seen.columns(); at += CHANNELS) {
          if (at / CHANNELS % width < width / 2) {
            assertEquals(image, nearestHue(seen, image, at), "image " + image + ", value " + at);
          }
        }
      }
    }
  }

  private static int nearestHue(Matrix images, int image, int at) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int hue = 0; hue < HUES.length; hue++) {
      double distance = 0;
      for (int c = 0; c < CHANNELS; c++) {
        distance += Math.pow(images.at(image, at + c) - HUES[hue][c], 2);
      }
      if (distance < least) {
        nearest = hue;
        least = distance;
      }
    }
    return nearest;
  }

  private static Stream<Architecture> networks() {
    return Stream.of(
        CONV,
        new Burgess(),
        new ResNet(
            ImmutableList.of(4),
            1,
            Upsampling.NEAREST,
            ImmutableList.of(8),
            Activation.RELU,
            PLAIN));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void oneStepMovesEveryValueOfEveryChannel(Architecture network) {
    // Burgess asks for 64; with so few channels a resnet of that size is a TensorFlow trap
    // (ARCHITECTURE).
    int side = network instanceof Burgess ? 64 : 8;
    Dataset images = images(side, side);
    float[] bias =
        train(
                spec(
                    images, network, new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS), 1),
                images)
            .get("decoder.loc.bias");
    assertEquals(side * side * CHANNELS, bias.length);
    for (float value : bias) {
      assertNotEquals(0, value);
    }
  }
}
