package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Conv;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.network.ResNet;
import org.lowerbound.network.Upsampling;
import org.lowerbound.network.Zeros;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

/** From data to the mean of a decoder every value of a colour image keeps its place. */
final class ColourMeansTest {
  private static final Shape IMAGE = Shape.of(2, 3, 3);

  /** No two values are the same, so that none can take another's place. */
  private static final double[] MEAN =
      IntStream.range(0, (int) IMAGE.size())
          .mapToDouble(i -> 0.1 + 0.8 * (i * 7 % 18) / 18)
          .toArray();

  private static final ImmutableList<LikelihoodFamily> LIKELIHOODS =
      ImmutableList.of(
          new BernoulliLikelihood(true, OutputBias.DATA_MEAN),
          new NormalLikelihood(new Scale.FromDecoder(1), OutputBias.DATA_MEAN),
          new LaplaceLikelihood(new Scale.PerPixel(1), OutputBias.DATA_MEAN),
          new StudentTLikelihood(new Scale.Learned(1), new Scale.Fixed(5), OutputBias.DATA_MEAN),
          new ContinuousBernoulliLikelihood(OutputBias.DATA_MEAN),
          new DiscretizedLogisticLikelihood(new Scale.FromDecoder(0.01), OutputBias.DATA_MEAN),
          new BetaLikelihood(0.001, OutputBias.DATA_MEAN),
          new PoissonLikelihood(OutputBias.DATA_MEAN),
          new NegativeBinomialLikelihood(new Scale.PerPixel(1), OutputBias.DATA_MEAN),
          new WeightedLikelihood(
              new NormalLikelihood(new Scale.Fixed(1), OutputBias.DATA_MEAN),
              new PixelWeights.Uniform(2)));

  private static Stream<Arguments> all() {
    // Weights of zero leave the first bias.
    LayerOptions zeros = LayerOptions.plain(new Zeros());
    ImmutableList<Architecture> decoders =
        ImmutableList.of(
            new Mlp(ImmutableList.of(2), Activation.TANH, new Zeros()),
            new Conv(ImmutableList.of(2), 2, 2, ImmutableList.of(2), Activation.RELU, zeros),
            new ResNet(
                ImmutableList.of(2),
                1,
                Upsampling.NEAREST,
                ImmutableList.of(2),
                Activation.RELU,
                zeros));
    return LIKELIHOODS.stream()
        .flatMap(likelihood -> decoders.stream().map(decoder -> Arguments.of(likelihood, decoder)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyValueStartsAtItsOwnMean(LikelihoodFamily likelihood, Architecture decoder) {
    ObservedData observed = LikelihoodCase.observed(ValueKind.GREY, IMAGE, MEAN);
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Parameterization<Distribution> given = likelihood.build(parameters.scope(observed));
      Distribution distribution =
          given.given(
              harness.tf(),
              decoder
                  .build(parameters, "decoder", Shape.of(2), given.heads())
                  .apply(harness.tf(), harness.input(Shape.of(1, 2), 0.3f, -2), Pass.evaluation()),
              Pass.evaluation());
      float[] mean =
          harness.run(harness.tf().identity(((WithMean) distribution).mean(harness.tf())));
      for (int i = 0; i < MEAN.length; i++) {
        // Beta's mean over levels is not that of its density. No other value is within 0.04.
        assertEquals(MEAN[i], mean[i], 0.02, "value " + i);
      }
    }
  }
}
