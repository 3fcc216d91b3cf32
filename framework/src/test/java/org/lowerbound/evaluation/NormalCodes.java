package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.ndarray.Shape;

/**
 * A model whose observations are the parameters of their own posterior: x = (μ, log σ), q(z | x) =
 * N(μ, diag σ²), p(z) = N(0, I). So any set of posteriors can be written down.
 */
public final class NormalCodes {
  private NormalCodes() {}

  /** Takes all examples, {@code [N, 2 latents]}. */
  public static Evaluated of(GraphHarness harness, int latents, float[] examples) {
    return of(harness, latents, examples, posterior(latents));
  }

  /** Returns the posterior whose parameters are the observation. */
  public static Conditional<Sampleable> posterior(int latents) {
    return (tf, x, pass) ->
        new DiagonalNormal(
            tf.slice(x, tf.array(0, 0), tf.array(-1, latents)),
            tf.slice(x, tf.array(0, latents), tf.array(-1, latents)),
            latents);
  }

  /** Takes all examples, with a posterior of one's own. */
  public static Evaluated of(
      GraphHarness harness, int latents, float[] examples, Conditional<Sampleable> posterior) {
    return of(
        harness,
        latents,
        examples,
        posterior,
        (tf, z, pass) ->
            new DiagonalNormal(
                tf.concat(List.of(z, z), tf.constant(2)), tf.constant(0f), 2 * latents));
  }

  /** Takes all examples, with a posterior and a likelihood of one's own. */
  public static Evaluated of(
      GraphHarness harness,
      int latents,
      float[] examples,
      Conditional<Sampleable> posterior,
      Conditional<Distribution> likelihood) {
    int width = 2 * latents;
    int count = examples.length / width;
    LatentVariableModel model =
        new LatentVariableModel(
            latents,
            TestPriors.standardNormal(latents),
            likelihood,
            posterior,
            ClosedFormKls.registry());
    Observations observed = new Observations.Floats(examples, count, width);
    return new Evaluated(
        harness,
        model,
        harness.input(Shape.of(count, width), examples),
        count,
        Dataset.of(
            "test-set",
            Shape.of(width),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, observed, Split.TEST, observed),
            Optional.empty(),
            Optional.empty()));
  }

  /** Returns examples with given means and one scale, {@code [N, 2 latents]}. */
  public static float[] examples(double[][] means, double scale) {
    int latents = means[0].length;
    float[] examples = new float[means.length * 2 * latents];
    for (int n = 0; n < means.length; n++) {
      for (int u = 0; u < latents; u++) {
        examples[n * 2 * latents + u] = (float) means[n][u];
        examples[n * 2 * latents + latents + u] = (float) Math.log(scale);
      }
    }
    return examples;
  }

  /** Returns N(0, covariance) draws: the covariance of two units with a correlation. */
  public static double[][] correlatedMeans(
      int count, double deviation, double correlation, String name) {
    float[] noise = Draws.normal(name, 2 * count, 0, 1);
    double[][] means = new double[count][2];
    for (int n = 0; n < count; n++) {
      means[n][0] = deviation * noise[2 * n];
      means[n][1] =
          deviation
              * (correlation * noise[2 * n]
                  + Math.sqrt(1 - correlation * correlation) * noise[2 * n + 1]);
    }
    return means;
  }
}
