package org.lowerbound.evaluation.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.evaluation.NormalCodes;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;

/**
 * Five units, made by hand: one in use; one at the prior; one whose mean varies by ±0.105 in noise
 * of 1; one that is the same, narrow, for all x; one that the encoder fills and the decoder
 * ignores.
 */
final class CollapseTest {
  private static final int LATENTS = 5;
  private static final int COUNT = 300;
  private static final Collapse METRIC = new Collapse(0.01, 0.01, 0.01, 0.01, 1000);
  private static final double NOISE = 0.5;
  private static final float[] X = examples();

  private static float[] examples() {
    float[] noise = Draws.normal("x", 2 * COUNT, 0, 1);
    float[] x = new float[COUNT * 2 * LATENTS];
    for (int n = 0; n < COUNT; n++) {
      double[] means = {noise[2 * n], 0, n % 2 == 0 ? 0.105 : -0.105, 0, noise[2 * n + 1]};
      double[] scales = {0.3, 1, 1, 0.1, 0.3};
      for (int u = 0; u < LATENTS; u++) {
        x[n * 2 * LATENTS + u] = (float) means[u];
        x[n * 2 * LATENTS + LATENTS + u] = (float) Math.log(scales[u]);
      }
    }
    return x;
  }

  /** The decoder looks at the first unit, and guesses at the first value. */
  private static Evaluated evaluated(GraphHarness harness) {
    float[] mask = new float[2 * LATENTS];
    mask[0] = 1;
    return NormalCodes.of(
        harness,
        LATENTS,
        X,
        NormalCodes.posterior(LATENTS),
        (tf, z, pass) ->
            new DiagonalNormal(
                tf.math.mul(tf.concat(ImmutableList.of(z, z), tf.constant(2)), tf.constant(mask)),
                tf.constant((float) Math.log(NOISE)),
                2 * LATENTS));
  }

  @Test
  void everyDefinitionCountsItsUnitsAndTheyDisagree() {
    ImmutableMap<String, Estimate> numbers;
    double[] kept;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness);
      numbers = evaluated.measure(METRIC);
      kept = evaluated.kept().get("permutation-cost");
    }
    assertEquals(1, numbers.get("collapsed-units").value());
    assertEquals(2, numbers.get("collapsed-by-variance").value(), "units 2 and 4");
    assertEquals(2, numbers.get("collapsed-by-kl").value(), "units 2 and 3");
    assertEquals(2, numbers.get("collapsed-by-epsilon-delta").value(), "units 2 and 3");
    assertEquals(3, numbers.get("collapsed-by-information").value(), "units 2, 3 and 4");
    assertEquals(4, numbers.get("collapsed-by-decoder").value(), "all but unit 1");
    assertEquals(
        ImmutableList.of(
            "Unit 2 of 5 is collapsed, by every definition.",
            "Unit 3 is collapsed by mean KL, (epsilon, delta), information and the decoder, but not by"
                + " variance of the mean.",
            "Unit 4 is collapsed by variance of the mean, information and the decoder, but not by mean"
                + " KL or (epsilon, delta).",
            "Unit 5 is collapsed by the decoder, but not by variance of the mean, mean KL, (epsilon,"
                + " delta) or information.",
            "Since when is not known: the training did not look at the KL of its units."),
        numbers.get("collapsed-units").caveats().findings());
    // E (m − m')² / (2 σ²) for a unit whose mean has the variance v: v / σ².
    Estimate cost = numbers.get("permutation-cost");
    double[] means = IntStream.range(0, COUNT).mapToDouble(n -> X[n * 2 * LATENTS]).toArray();
    double mean = Arrays.stream(means).average().orElseThrow();
    double variance =
        Arrays.stream(means).map(m -> (m - mean) * (m - mean)).average().orElseThrow();
    assertEquals(
        variance / (NOISE * NOISE),
        cost.value(),
        MonteCarlo.ALLOWED_STANDARD_ERRORS * cost.standardError().orElseThrow());
    assertEquals(COUNT, kept.length);
    assertEquals(cost.value(), Arrays.stream(kept).average().orElseThrow(), 1e-9);
  }

  @Test
  void theCostOfWholeCodesIsThatOfTheOnlyUnitInUse() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness);
      DecoderReliance reliance =
          new DecoderReliance(harness.tf(), evaluated.graph(), "test", "order", LATENTS);
      int[] rows = {3, 4, 7, 250};
      float[][] codes = new float[rows.length][];
      Arrays.setAll(codes, i -> Draws.normal("z" + i, LATENTS, 0, 1));
      DecoderReliance.Costs costs = reliance.of(evaluated, rows, codes);
      assertArrayEquals(costs.whole(), costs.perUnit()[0]);
      for (int u = 1; u < LATENTS; u++) {
        assertArrayEquals(new double[rows.length], costs.perUnit()[u], "unit " + u);
      }
      // Nobody keeps a code: each first value is another's.
      for (int i = 0; i < rows.length; i++) {
        double own = X[rows[i] * 2 * LATENTS] - codes[i][0];
        double cost = costs.whole()[i];
        boolean found = false;
        for (int other = 0; other < rows.length; other++) {
          double theirs = X[rows[i] * 2 * LATENTS] - codes[other][0];
          double expected = (theirs * theirs - own * own) / (2 * NOISE * NOISE);
          found |= other != i && Math.abs(expected - cost) < 1e-3;
        }
        assertTrue(found, "example " + rows[i] + " pays " + cost);
      }
    }
  }

  private static UnitUse unit(CollapseDefinition... collapsedBy) {
    ImmutableMap.Builder<CollapseDefinition, UnitUse.Measure> measures = ImmutableMap.builder();
    for (CollapseDefinition definition : CollapseDefinition.values()) {
      boolean collapsed = Set.of(collapsedBy).contains(definition);
      measures.put(definition, new UnitUse.Measure(collapsed ? 0 : 1, 0, 0.01));
    }
    return new UnitUse(measures.buildOrThrow());
  }

  private static ImmutableList<String> words(KlHistory history, UnitUse... units) {
    return new CollapseWords(ImmutableList.copyOf(units), history, 0.01).sentences();
  }

  @Test
  void theEpochSinceWhichAUnitIsCollapsedIsSaid() {
    UnitUse dead = unit(CollapseDefinition.values());
    KlHistory history =
        KlHistory.NONE
            .with(1, ImmutableDoubleArray.of(0.5, 0.001, 0.2, 0.001, 0.001))
            .with(2, ImmutableDoubleArray.of(0.7, 0.002, 0.001, 0.3, 0.002))
            .with(4, ImmutableDoubleArray.of(0.9, 0.001, 0.001, 0.001, 0.001));
    assertEquals(
        ImmutableList.of(
            "Units 2-5 of 5 are collapsed, by every definition.",
            "The mean KL on the validation split has stayed below 0.01 nats since epoch 1 for units"
                + " 2 and 5, 2 for unit 3 and 4 for unit 4."),
        words(history, unit(), dead, dead, dead, dead));
  }

  @Test
  void allAndNoneAreSaid() {
    UnitUse dead = unit(CollapseDefinition.values());
    assertEquals(
        ImmutableList.of("No latent unit of 2 is collapsed, by any definition."),
        words(KlHistory.NONE, unit(), unit()));
    assertEquals(
        "All 2 latent units are collapsed, by every definition: the code tells nothing of x.",
        words(KlHistory.NONE, dead, dead).get(0));
    assertEquals(
        ImmutableList.of(
            "No latent unit of 2 is collapsed by every definition.",
            "Unit 1 is collapsed by the decoder, but not by variance of the mean, mean KL, (epsilon,"
                + " delta) or information."),
        words(KlHistory.NONE, unit(CollapseDefinition.DECODER), unit()));
  }

  @Test
  void unitsAreNamedInRuns() {
    assertEquals(
        "Units 1, 2, 4-6 and 9", CollapseWords.named(ImmutableList.of(0, 1, 3, 4, 5, 8), true));
  }

  @Test
  void aPosteriorWithoutAKlOfEachUnitIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          NormalCodes.of(
              harness,
              2,
              new float[4],
              (tf, rows, pass) ->
                  new FullNormal(
                      tf.slice(rows, tf.array(0, 0), tf.array(-1, 2)),
                      tf.constant(new float[][] {{0.5f, 0}, {0.25f, 0.5f}}),
                      2));
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> METRIC.build(harness.tf(), evaluated.graph()))
              .getMessage();
      assertTrue(message.contains("has no closed form for each latent"), message);
    }
  }
}
