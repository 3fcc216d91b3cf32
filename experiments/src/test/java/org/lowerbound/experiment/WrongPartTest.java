package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A metric or a figure that a model cannot have is refused with what works, as one writes it. */
class WrongPartTest {
  private static final String BITS =
      "'dataset': {'type': 'sprites', 'scales': 1, 'orientations': 2, 'positions': 3},"
          + " 'training': {'batchSize': 10, 'epochs': 1}, ";
  private static final String MADE =
      BITS + "'model': {'type': 'made', 'hidden': [5]}, 'objective': 'maximum-likelihood'";
  private static final String POINT =
      BITS
          + "'model': {'type': 'vae', 'latents': 2, 'posterior': 'point'}, 'objective':"
          + " 'autoencoder'";
  private static final String PPCA =
      "'dataset': {'type': 'linear-gaussian', 'train': 20, 'validation': 5, 'test': 5}, 'training':"
          + " {'batchSize': 10, 'epochs': 1}, 'model': {'type': 'ppca', 'latents': 2}, 'objective':"
          + " 'expectation-maximization'";

  private static final String NO_LATENTS =
      " needs a model with latents with a posterior density q(z|x); vae, hierarchical-vae,"
          + " ladder-vae, semi-supervised-vae, energy, ppca, factor-analysis, bayesian-pca and"
          + " bernoulli-mixture have, but for a vae with the posterior point";
  private static final String NO_LAYERS =
      "metrics[0]: layers needs a model with several layers of latents; hierarchical-vae,"
          + " ladder-vae and semi-supervised-vae have";
  private static final String NO_GRADIENT =
      "metrics[0]: expectation-maximization is solved in closed form, without a gradient that could"
          + " be measured; ";

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            MADE,
            "{}",
            "metrics[0]: elbo"
                + NO_LATENTS
                + "; for this model 'evaluation': {'metrics': ['nll']} works"),
        arguments(
            POINT,
            "{}",
            "metrics[0]: elbo"
                + NO_LATENTS
                + "; for this model 'evaluation': {'metrics': ['reconstruction-error']} works"),
        arguments(
            MADE,
            "{'metrics': ['nll'], 'figures': ['density-2d']}",
            "figures[0]: density-2d shows a plane: of a model without latents it needs observations"
                + " of 2 values, but those of sprites have the shape [28, 28, 1]"),
        arguments(MADE, "{'metrics': ['layers']}", NO_LAYERS),
        arguments(PPCA, "{'metrics': ['layers']}", NO_LAYERS),
        arguments(
            PPCA,
            "{'metrics': ['gradient']}",
            NO_GRADIENT + "'objective': 'maximum-likelihood' works"),
        arguments(
            PPCA,
            "{'metrics': [{'type': 'gradient', 'objective': 'maximum-likelihood', 'reference':"
                + " 'expectation-maximization'}]}",
            NO_GRADIENT + "'reference': 'maximum-likelihood' works"),
        arguments(
            MADE,
            "{'metrics': [{'type': 'gradient', 'objective': 'elbo'}]}",
            "metrics[0]: elbo" + NO_LATENTS + "; for this model 'maximum-likelihood' works"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isRefusedWithWhatWorks(String trial, String evaluation, String message) throws IOException {
    assertEquals(Runner.USAGE, dryRun(trial, evaluation), console.err());
    assertEquals(
        message,
        console.err().strip().replace('"', '\'').replaceFirst("^.*?: trial\\.evaluation\\.", ""));
  }

  static Stream<Arguments> right() {
    return Stream.of(
        arguments(MADE, "{'metrics': ['nll']}"),
        arguments(POINT, "{'metrics': ['reconstruction-error']}"),
        arguments(
            PPCA,
            "{'metrics': [{'type': 'gradient', 'objective': 'maximum-likelihood', 'reference':"
                + " 'maximum-likelihood'}]}"),
        arguments(MADE, "{'metrics': [{'type': 'gradient', 'objective': 'maximum-likelihood'}]}"));
  }

  @ParameterizedTest
  @MethodSource("right")
  void whatIsSaidToWorkDoes(String trial, String evaluation) throws IOException {
    assertEquals(Runner.OK, dryRun(trial, evaluation), console.err());
  }

  private int dryRun(String trial, String evaluation) throws IOException {
    String text = "{'name': 's', 'trial': {%s, 'evaluation': %s}}".formatted(trial, evaluation);
    Path sweep = Files.writeString(folder.resolve("s.json"), text.replace('\'', '"'));
    return console.run("--sweep", sweep.toString(), "--out", folder.toString(), "--dry-run");
  }
}
