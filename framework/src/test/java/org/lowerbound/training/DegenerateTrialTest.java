package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OptimalScale;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Conv;
import org.lowerbound.network.GatedMlp;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normalization;
import org.lowerbound.network.ResNet;
import org.lowerbound.network.Upsampling;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.adversarial.DiscriminatorSpec;
import org.lowerbound.objective.alternating.Lagging;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.regularized.BatchSampler;
import org.lowerbound.objective.regularized.BetaTcVae;
import org.lowerbound.objective.regularized.DipVae;
import org.lowerbound.objective.regularized.FactorVae;
import org.lowerbound.objective.regularized.InfoVae;
import org.lowerbound.objective.regularized.Kernel;
import org.lowerbound.objective.regularized.WaeMmd;
import org.lowerbound.schedule.ConstantSchedule;
import org.tensorflow.ndarray.Shape;

/** What would train on a statistic of too few numbers is refused before the first step. */
final class DegenerateTrialTest {
  private static final Normalization BATCH = new Normalization.Batch(0.99, 1e-5);
  private static final Normalization NONE = new Normalization.None();
  private static final ImmutableList<Integer> HIDDEN = ImmutableList.of(4);
  private static final Dataset IMAGES = Trials.dynamicImages();

  private static Mlp mlp(Normalization normalization, int width) {
    return new Mlp(
        ImmutableList.of(width),
        Activation.TANH,
        new LayerOptions(new GlorotUniform(), normalization, 0),
        false);
  }

  private static Conv conv(Normalization normalization, ImmutableList<Integer> hidden) {
    return new Conv(
        HIDDEN,
        3,
        1,
        hidden,
        Activation.RELU,
        new LayerOptions(new GlorotUniform(), normalization, 0));
  }

  /** Networks whose last hidden layer has one row for each example. */
  static List<Architecture> normalizedByBatch() {
    return List.of(
        mlp(BATCH, 4),
        new GatedMlp(HIDDEN, new LayerOptions(new GlorotUniform(), BATCH, 0)),
        conv(BATCH, HIDDEN),
        new ResNet(
            HIDDEN,
            1,
            Upsampling.NEAREST,
            HIDDEN,
            Activation.RELU,
            new LayerOptions(new GlorotUniform(), BATCH, 0)));
  }

  private static Vae vae(int latents, Architecture encoder, Architecture decoder) {
    return new Vae(
        latents,
        encoder,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new StandardNormalPrior(),
        decoder,
        new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
        new Corruption.None());
  }

  private static Vae vae(int latents) {
    return vae(latents, mlp(NONE, 4), mlp(NONE, 4));
  }

  private static void check(Dataset dataset, Vae vae, Objective objective, int batchSize) {
    Trainer.check(
        Trials.spec(dataset, vae, objective, Trials.adam(), Trials.batchesOf(batchSize), 1),
        dataset);
  }

  private static String refusal(Dataset dataset, Vae vae, Objective objective, int batchSize) {
    return assertThrows(
            IllegalArgumentException.class, () -> check(dataset, vae, objective, batchSize))
        .getMessage();
  }

  @ParameterizedTest
  @MethodSource("normalizedByBatch")
  void aBatchOfOneHasNoStatistics(Architecture network) {
    for (Vae vae : List.of(vae(2, network, mlp(NONE, 4)), vae(2, mlp(NONE, 4), network))) {
      String message = refusal(IMAGES, vae, Trials.elbo(), 1);
      assertTrue(message.contains("batch normalization has one row"), message);
      assertTrue(message.contains("a batchSize of at least 2 works"), message);
      check(IMAGES, vae, Trials.elbo(), 2);
    }
  }

  @Test
  void pixelsAndDrawsAreRowsToo() {
    Vae convolutions = vae(2, conv(BATCH, ImmutableList.of()), mlp(NONE, 4));
    check(IMAGES, convolutions, Trials.elbo(), 1);
    Vae decoder = vae(2, mlp(NONE, 4), mlp(BATCH, 4));
    check(IMAGES, decoder, new Iwae(3, new ReparameterizedGradient()), 1);
  }

  @Test
  void aLayerOfOneUnitHasNoStatistics() {
    Normalization perLayer = new Normalization.PerLayer(1e-5);
    String message = refusal(IMAGES, vae(2, mlp(perLayer, 1), mlp(NONE, 4)), Trials.elbo(), 5);
    assertTrue(message.startsWith("encoder.hidden1: layer normalization has one unit"), message);
    check(IMAGES, vae(2, mlp(perLayer, 2), mlp(NONE, 4)), Trials.elbo(), 1);
  }

  private static BetaTcVae tcVae(BatchSampler sampler) {
    ConstantSchedule one = new ConstantSchedule(1);
    return new BetaTcVae(one, new ConstantSchedule(6), one, sampler, KlEstimator.CLOSED_FORM);
  }

  private static FactorVae factorVae() {
    return new FactorVae(
        10, new DiscriminatorSpec(mlp(NONE, 4), Trials.adam()), KlEstimator.CLOSED_FORM);
  }

  @Test
  void objectivesThatCompareObservationsNeedSeveral() {
    ImmutableMap<Objective, Integer> least =
        ImmutableMap.<Objective, Integer>builder()
            .put(tcVae(BatchSampler.WEIGHTED), 2)
            .put(tcVae(BatchSampler.STRATIFIED), 2)
            .put(factorVae(), 4)
            .put(new DipVae(DipVae.Variant.II, 10, Optional.empty(), KlEstimator.CLOSED_FORM), 2)
            .put(new InfoVae(0, 10, new Kernel.Rbf(1), KlEstimator.CLOSED_FORM), 2)
            .put(new WaeMmd(10, new Kernel.Rbf(1), KlEstimator.CLOSED_FORM), 2)
            .put(new Lagging(Trials.elbo(), 1, 1), 2)
            .buildOrThrow();
    least.forEach(
        (objective, examples) -> {
          assertEquals(
              "this objective compares the observations of a batch and needs at least %s, but"
                      .formatted(examples)
                  + " batchSize is %s".formatted(examples - 1),
              refusal(IMAGES, vae(2), objective, examples - 1));
          check(IMAGES, vae(2), objective, examples);
        });
  }

  @Test
  void oneLatentHasNoTotalCorrelation() {
    for (Objective objective : List.of(tcVae(BatchSampler.WEIGHTED), factorVae())) {
      assertEquals(
          "this objective weighs the total correlation of the latents and needs at least 2, but"
              + " there is 1, whose total correlation is 0; \"elbo\" works",
          refusal(IMAGES, vae(1), objective, 10));
    }
  }

  @Test
  void theScaleOfASingleValueIsItsError() {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : Split.values()) {
      splits.put(split, new Observations.Floats(new float[] {0.5f, 2, 1}, 3, 1));
    }
    Dataset numbers =
        Trials.dataset(Shape.of(1), ValueKind.REAL, FreshDraw.NOTHING, splits.buildOrThrow());
    Vae optimal = Trials.vae(new NormalLikelihood(new OptimalScale(0.9), OutputBias.ZEROS));
    assertEquals(
        "the scale \"optimal\" is the mean error of a batch, of which there is a single value"
            + " here: whatever its error, it would be the scale; a batchSize of at least 2 works,"
            + " and so does the scale \"learned\"",
        refusal(numbers, optimal, Trials.elbo(), 1));
    check(numbers, optimal, Trials.elbo(), 2);
  }
}
