package org.lowerbound.evaluation.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.NormalCodes;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.network.Pass;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GoldenTable;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.ndarray.Shape;

final class AggregatePosteriorTest {
  private static final AggregatePosterior ALL = new AggregatePosterior(Optional.empty(), 5000);

  private static ImmutableMap<String, Estimate> measure(int latents, float[] examples) {
    try (GraphHarness harness = new GraphHarness()) {
      return NormalCodes.of(harness, latents, examples).measure(ALL);
    }
  }

  private static void assertNear(double expected, Estimate actual, String what) {
    // The draws' own error, and what it misses of the one draw in many thousands that lies between
    // two posteriors eight standard deviations apart.
    double allowed =
        2e-4 + MonteCarlo.ALLOWED_STANDARD_ERRORS * actual.standardError().orElseThrow();
    assertEquals(expected, actual.value(), allowed, what);
  }

  /** By tools/golden/aggregate.py. Each posterior stands for many examples, one draw from each. */
  @Test
  void mixturesOfAFewNormalsAgreeWithQuadrature() {
    int copies = 1000;
    for (GoldenTable.Row row : GoldenTable.read("aggregate")) {
      int latents = (int) row.number("latents");
      float[] means = row.floats("means");
      float[] scales = row.floats("scales");
      int posteriors = means.length / latents;
      float[] examples = new float[copies * posteriors * 2 * latents];
      for (int i = 0; i < copies * means.length; i++) {
        int place = i / latents * 2 * latents + i % latents;
        examples[place] = means[i % means.length];
        examples[place + latents] = (float) Math.log(scales[i % means.length]);
      }
      ImmutableMap<String, Estimate> numbers = measure(latents, examples);
      String name = row.text("case");
      assertNear(row.number("information"), numbers.get("mutual-information"), name);
      assertNear(row.number("marginalKl"), numbers.get("marginal-kl"), name);
      assertNear(row.number("correlation"), numbers.get("total-correlation"), name);
      assertNear(row.number("dimensionWise"), numbers.get("dimension-wise-kl"), name);
      assertEquals((long) copies * posteriors, numbers.get("marginal-kl").n(), name);
    }
  }

  /** Every draw against a computation in double, with unequal numbers of examples and draws. */
  @Test
  void eachDrawAgreesWithTheHost() {
    int latents = 3;
    int count = 137; // More than a tile.
    float[] x = Draws.normal("x", count * 2 * latents, 0, 0.7);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = NormalCodes.of(harness, latents, x);
      BoundTerms terms = evaluated.graph().terms(harness.tf(), "test", "aggregate", 1);
      SurgeryNodes nodes = new SurgeryNodes(harness.tf(), evaluated.graph(), "test", terms);
      int[] examples = {5, 6, 0, 136, 99, 100, 101, 3};
      int[] draws = {99, 0, 3};
      Surgery surgery = nodes.run(evaluated, examples, draws);
      float[] z = evaluated.run(draws, 0, ImmutableList.of(terms.latents())).get(0);
      for (int m = 0; m < draws.length; m++) {
        double[] units = new double[latents];
        double joint = 0;
        double own = 0;
        double prior = 0;
        for (int n : examples) {
          double product = 1;
          for (int u = 0; u < latents; u++) {
            double p = Math.exp(logNormal(z[m * latents + u], x, n, u, latents));
            units[u] += p / examples.length;
            product *= p;
          }
          joint += product / examples.length;
        }
        for (int u = 0; u < latents; u++) {
          double value = z[m * latents + u];
          double ofUnit = logNormal(value, x, draws[m], u, latents);
          own += ofUnit;
          prior -= 0.5 * value * value + 0.5 * Math.log(2 * Math.PI);
          // Log-densities of a few nats in 32-bit floats.
          assertEquals(Math.log(units[u]), surgery.aggregatePerUnit()[u][m], 1e-5);
          assertEquals(ofUnit, surgery.conditionalPerUnit()[u][m], 1e-5);
        }
        assertEquals(Math.log(joint), surgery.aggregate()[m], 1e-5);
        assertEquals(own, surgery.conditional()[m], 1e-5);
        assertEquals(prior, surgery.prior()[m], 1e-5);
      }
    }
  }

  private static double logNormal(double z, float[] x, int n, int u, int latents) {
    double mean = x[n * 2 * latents + u];
    double logScale = x[n * 2 * latents + latents + u];
    double t = (z - mean) / Math.exp(logScale);
    return -0.5 * t * t - logScale - 0.5 * Math.log(2 * Math.PI);
  }

  private static final double DEVIATION = 1.2;
  private static final double CORRELATION = 0.8;

  /** Means from N(0, C): the aggregate posterior of many examples is N(0, C + s² I). */
  @Test
  void normalMeansHaveTheClosedFormOfANormalChannel() {
    int count = 4000;
    double scale = 0.8;
    ImmutableMap<String, Estimate> numbers =
        measure(
            2,
            NormalCodes.examples(
                NormalCodes.correlatedMeans(count, DEVIATION, CORRELATION, "means"), scale));
    double variance = DEVIATION * DEVIATION + scale * scale;
    double covariance = CORRELATION * DEVIATION * DEVIATION;
    double logDet = Math.log(variance * variance - covariance * covariance);
    double information = 0.5 * logDet - 2 * Math.log(scale);
    double correlation = Math.log(variance) - 0.5 * logDet;
    double dimensionWise = variance - 1 - Math.log(variance);
    // The sample's own covariance is off by √(2 / N) or so, that is 0.02 nats each.
    assertEquals(information, numbers.get("mutual-information").value(), 0.06);
    assertEquals(correlation, numbers.get("total-correlation").value(), 0.06);
    assertEquals(dimensionWise, numbers.get("dimension-wise-kl").value(), 0.12);
    assertTrue(numbers.get("mutual-information").caveats().findings().isEmpty());
  }

  @Test
  void thePartsAddUpToTheRateOfTheSameDraws() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = Draws.normal("x", 60 * 4, 0, 1);
      Evaluated evaluated = NormalCodes.of(harness, 2, x);
      BoundTerms terms = evaluated.graph().terms(harness.tf(), "test", "aggregate", 1);
      Surgery surgery =
          new SurgeryNodes(harness.tf(), evaluated.graph(), "test", terms)
              .run(evaluated, rows(60), rows(60));
      for (int m = 0; m < 60; m++) {
        double rate = surgery.conditional()[m] - surgery.prior()[m];
        assertEquals(rate, surgery.information()[m] + surgery.marginalKl()[m], 1e-9);
        assertEquals(
            surgery.marginalKl()[m],
            surgery.totalCorrelation().orElseThrow()[m]
                + surgery.dimensionWiseKl().orElseThrow()[m],
            1e-9);
      }
    }
  }

  private static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** I = 5.5 nats: beyond what a batch of 50 can show, log 50 = 3.9. */
  private static final double NARROW = 0.001;

  /**
   * The mixture of a batch, the draw's own posterior included, averaged over batches, as He et al.
   * (2019) monitor it, is at most log(batch). The weights of Chen et al. (2018, eq. S6), of which
   * each draw's own posterior must have 1 / N, come to much the same if they stand in the first
   * column in place of the diagonal.
   */
  @Test
  void theNumberIsNotThatOfABatch() {
    int count = 4000;
    int batch = 50;
    double[][] means = new double[count][1];
    for (int n = 0; n < count; n++) {
      means[n][0] = (n + 0.5) / count; // Uniform on [0, 1].
    }
    double[] z = noisy(means, NARROW);
    int[] order = new RandomStream(1, "order").permutation(count);
    double ofBatches = 0;
    double ofMisplacedWeights = 0;
    for (int n = 0; n < count; n++) {
      double sum = 0;
      double weighted = 0;
      int first = n / batch * batch;
      for (int other = first; other < first + batch; other++) {
        double t = (z[order[n]] - means[order[other]][0]) / NARROW;
        sum += Math.exp(-0.5 * t * t) / batch;
        double rest = (count - (batch - 1.0)) / (count * (batch - 1.0));
        double weight =
            other == first ? 1.0 / count : other == first + 1 ? rest : 1 / (batch - 1.0);
        weighted += Math.exp(-0.5 * t * t) * weight;
      }
      double own = (z[order[n]] - means[order[n]][0]) / NARROW;
      ofBatches += (-0.5 * own * own - Math.log(sum)) / count;
      ofMisplacedWeights += (-0.5 * own * own - Math.log(weighted)) / count;
    }
    Estimate information =
        measure(1, NormalCodes.examples(means, NARROW)).get("mutual-information");
    // A uniform signal in little noise: −log(σ √(2πe)), but for the ends, of 1000 standard
    // deviations.
    double exact = -Math.log(NARROW) - 0.5 * Math.log(2 * Math.PI * Math.E);
    assertEquals(exact, information.value(), 0.05);
    assertTrue(ofBatches < Math.log(batch), "a batch shows " + ofBatches);
    assertTrue(exact - ofBatches > 1.5, "and misses something");
    assertTrue(exact - ofMisplacedWeights > 1.5, "weights give " + ofMisplacedWeights);
  }

  private static double[] noisy(double[][] means, double scale) {
    float[] noise = Draws.normal("noise", means.length, 0, 1);
    double[] z = new double[means.length];
    Arrays.setAll(z, n -> means[n][0] + scale * noise[n]);
    return z;
  }

  @Test
  void anInformationNearTheLogarithmOfTheExamplesIsSaidToBe() {
    double[][] apart = new double[20][1];
    Arrays.setAll(apart, n -> new double[] {n});
    Estimate information = measure(1, NormalCodes.examples(apart, 0.01)).get("mutual-information");
    // No posterior overlaps with another.
    assertEquals(Math.log(20), information.value(), 1e-5);
    assertEquals(
        ImmutableList.of(
            "3.00 nats are almost the 3.00 = log 20 that so many examples can show at most; the"
                + " true information may be larger, and the marginal KL smaller."),
        information.caveats().findings());
  }

  @Test
  void someOfTheExamplesAreSpreadOverTheSplit() {
    double[][] apart = new double[20][1];
    Arrays.setAll(apart, n -> new double[] {n});
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = NormalCodes.of(harness, 1, NormalCodes.examples(apart, 0.01));
      ImmutableMap<String, Estimate> numbers =
          evaluated.measure(new AggregatePosterior(Optional.of(5), 3));
      assertEquals(Math.log(5), numbers.get("mutual-information").value(), 1e-5);
      assertEquals(3, numbers.get("mutual-information").n());
      assertEquals(3, evaluated.kept().get("marginal-kl").length);
      assertEquals(20, evaluated.progress().get(evaluated.progress().size() - 1));
    }
  }

  @Test
  void latentsThatDependOnEachOtherHaveInformationAlone() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = NormalCodes.examples(new double[][] {{-2, -2}, {2, 2}}, 1);
      Evaluated evaluated =
          NormalCodes.of(
              harness,
              2,
              x,
              (tf, rows, pass) ->
                  new FullNormal(
                      tf.slice(rows, tf.array(0, 0), tf.array(-1, 2)),
                      tf.constant(new float[][] {{0.5f, 0}, {0.25f, 0.5f}}),
                      2));
      ImmutableMap<String, Estimate> numbers = evaluated.measure(ALL);
      assertEquals(ImmutableSet.of("mutual-information", "marginal-kl"), numbers.keySet());
      assertEquals(Math.log(2), numbers.get("mutual-information").value(), 1e-3);
    }
  }

  @Test
  void aPriorThatDependsOnLabelsIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      SmallVae vae = SmallVae.conditional(harness);
      Pass labelled =
          Pass.evaluation()
              .withLabels(
                  harness.input(
                      Shape.of(SmallVae.BATCH, SmallVae.CLASSES),
                      new float[SmallVae.BATCH * SmallVae.CLASSES]));
      EvaluationScope of = NormalCodes.of(harness, 1, new float[] {0, 0}).graph();
      EvaluationScope graph =
          new EvaluationScope(
              vae.model(),
              vae.observations(),
              labelled,
              of.noise(),
              of.dataset(),
              of.objective(),
              of.gradients(),
              of.classifiers(),
              of.beside());
      String message =
          assertThrows(IllegalArgumentException.class, () -> ALL.build(harness.tf(), graph))
              .getMessage();
      assertTrue(message.contains("a prior that is not conditional works"), message);
      assertFalse(message.contains("ConditionalPrior"), message);
    }
  }
}
