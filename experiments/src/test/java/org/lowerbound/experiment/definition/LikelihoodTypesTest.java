package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.config.SpecWriter;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.LaplaceLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OptimalScale;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.PixelWeights;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.likelihood.StudentTLikelihood;
import org.lowerbound.model.likelihood.WeightedLikelihood;

/**
 * The scales, which several families of settings share, and weights as configurations write them.
 */
final class LikelihoodTypesTest {
  private final SpecTypes types = StandardTypes.withPlugins();

  private LikelihoodFamily read(String json) throws JsonProcessingException {
    return new SpecReader(types)
        .read(new ObjectMapper().readTree(json), LikelihoodFamily.class, "likelihood");
  }

  private void assertReads(LikelihoodFamily expected, String json) throws JsonProcessingException {
    assertEquals(expected, read(json));
    assertEquals(expected, read(new SpecWriter(types).write(expected).toString()));
  }

  @Test
  void scales() throws JsonProcessingException {
    assertReads(
        new NormalLikelihood(new Scale.Fixed(0.5), OutputBias.DATA_MEAN),
        "{\"type\": \"normal\", \"scale\": 0.5}");
    assertReads(
        new NormalLikelihood(new OptimalScale(0.99), OutputBias.DATA_MEAN),
        "{\"type\": \"normal\", \"scale\": \"optimal\"}");
    assertReads(
        new LaplaceLikelihood(new Scale.FromDecoder(1), OutputBias.ZEROS),
        "{\"type\": \"laplace\", \"scale\": \"from-decoder\", \"outputBias\": \"zeros\"}");
    assertReads(
        new StudentTLikelihood(new Scale.Learned(1), new Scale.Fixed(5), OutputBias.DATA_MEAN),
        "{\"type\": \"student-t\", \"degrees\": 5}");
  }

  @Test
  void onlyTheNormalLikelihoodHasAnOptimalScaleAndDegreesAreOneNumber() {
    assertThrows(
        ConfigException.class, () -> read("{\"type\": \"laplace\", \"scale\": \"optimal\"}"));
    assertThrows(
        ConfigException.class, () -> read("{\"type\": \"student-t\", \"degrees\": \"per-pixel\"}"));
  }

  @Test
  void weights() throws JsonProcessingException {
    LikelihoodFamily bernoulli = new BernoulliLikelihood(false, OutputBias.DATA_MEAN);
    String start = "{\"type\": \"weighted\", \"likelihood\": \"bernoulli\", \"weights\": ";
    assertReads(
        new WeightedLikelihood(bernoulli, new PixelWeights.Center(0.25)), start + "\"center\"}");
    assertReads(new WeightedLikelihood(bernoulli, new PixelWeights.Uniform(0.1)), start + "0.1}");
    assertReads(
        new WeightedLikelihood(bernoulli, new PixelWeights.Variance()), start + "\"variance\"}");
    assertReads(
        new WeightedLikelihood(bernoulli, new PixelWeights.Listed(ImmutableList.of(1.0, 2.5))),
        start + "{\"type\": \"list\", \"values\": [1, 2.5]}}");
  }
}
