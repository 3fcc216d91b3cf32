package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.data.synthetic.Loadings;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.ExactNll;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.linear.FactorAnalysis;
import org.lowerbound.network.Normal;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.schedule.Time;

/** A small training on standardised values, of which all that comes out is raw. */
final class StandardizedTrialTest {
  private static final int D = 4;
  private static final int LATENTS = 2;
  private static final double[] SHIFT = {500, -20, 0, 3};
  private static final double[] STRETCH = {30, 0.5, 1, 0.01};

  @TempDir static Path folder;
  private static Dataset plain;
  private static Dataset standardized;
  private static TrialOutcome outcome;
  private static ImmutableMap<String, float[]> variables;
  private static TrainedModel model;
  private static Examples test;

  /** Draws of a linear model in other units, whose density is known. */
  private static double raw(Split split, int row, int column) {
    return SHIFT[column] + STRETCH[column] * plain.rawValue(split, row, column);
  }

  @BeforeAll
  static void train() {
    plain =
        new LinearGaussian(D, LATENTS, Loadings.ORTHOGONAL, 0.5, 200, 0, 60, 1)
            .load(new DataSource(Optional.empty(), Path.of("unused")));
    Standardization given =
        Standardization.of(
            plain.splits().get(Split.TRAIN).count(),
            D,
            (row, column) -> raw(Split.TRAIN, row, column),
            column -> "x" + column);
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    plain
        .splits()
        .forEach(
            (split, values) ->
                splits.put(
                    split, given.apply(values.count(), (row, column) -> raw(split, row, column))));
    double volume = Arrays.stream(STRETCH).map(Math::log).sum();
    standardized =
        Dataset.of(
                "other-units",
                plain.observationShape(),
                ValueKind.REAL,
                FreshDraw.NOTHING,
                splits.buildOrThrow(),
                Optional.of(
                    x -> {
                      double[] inUnits = new double[D];
                      for (int i = 0; i < D; i++) {
                        inUnits[i] = (x[i] - SHIFT[i]) / STRETCH[i];
                      }
                      return plain.exactDensity().orElseThrow().logProb(inUnits) - volume;
                    }),
                Optional.empty())
            .withStandardization(given);
    TrialSpec spec =
        new TrialSpec(
            source -> standardized,
            new FactorAnalysis(LATENTS, new Normal(1), 1),
            new MaximumLikelihood(),
            Trials.adam(),
            Trials.epochs(10),
            new EvaluationSpec(
                ImmutableList.of(
                    new Nll(1, 1),
                    new ElboMetric(2, KlEstimator.MONTE_CARLO),
                    new ReconstructionError(),
                    new ExactNll()),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()),
            1);
    outcome = Trials.run(spec, standardized, new Trials.Recorder(), folder);
    variables = Trials.checkpoints(folder).end(outcome.steps().all()).checkpoint().variables();
    model =
        TrainedModel.open(
            spec.model(),
            TrialSpec.observed(standardized),
            new TrainedState(variables, false, new Time(outcome.steps().all(), 20)),
            1);
    test = Examples.of(standardized, Split.TEST, 1);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double metric(String name) {
    return outcome.metrics().get(name).value();
  }

  @Test
  void examplesAreRaw() {
    for (int row = 0; row < test.count(); row++) {
      for (int column = 0; column < D; column++) {
        double expected = raw(Split.TEST, row, column);
        // y and x are each rounded to 32 bits, y at a size of about 1.
        assertEquals(
            expected,
            test.observations().at(row, column),
            1e-6 * (Math.abs(expected) + STRETCH[column]));
      }
    }
  }

  @Test
  void theTrueDensityIsThatOfTheRawValues() {
    double[] nll = new double[test.count()];
    for (int row = 0; row < nll.length; row++) {
      double[] x = new double[D];
      for (int column = 0; column < D; column++) {
        x[column] = plain.rawValue(Split.TEST, row, column);
      }
      // In other units the density is divided by the product of the stretches.
      nll[row] = -plain.exactDensity().orElseThrow().logProb(x);
    }
    double expected = mean(nll) + Arrays.stream(STRETCH).map(Math::log).sum();
    assertEquals(expected, metric("exact-nll"), 1e-5);
    // The model is of the same kind, and little trained: worse, but of the same size.
    assertTrue(metric("nll") > expected, metric("nll") + " and " + expected);
    assertTrue(metric("nll") < expected + 3, metric("nll") + " and " + expected);
  }

  @Test
  void likelihoodsAreThoseOfTheMetrics() {
    TrainedModel.LogProbs logProbs = model.logProb(test, 1);
    assertTrue(logProbs.exact());
    // 32-bit x have another y, by 10⁻⁷ of x / s at most 20.
    assertEquals(-metric("nll"), mean(logProbs.nats().toArray()), 1e-4);
    // Every draw from the exact posterior has the weight p(x).
    assertEquals(-metric("nll"), metric("elbo"), 1e-4);
  }

  @Test
  void reconstructionsAreRawAndTheirErrorIsInRawUnits() {
    Matrix means = model.reconstruct(test);
    double squares = 0;
    for (int i = 0; i < means.values().length; i++) {
      squares += Math.pow(means.values()[i] - test.observations().values()[i], 2);
    }
    double expected = squares / means.values().length;
    // x has 10⁻⁷ · 500 of rounding, next to errors of about 10.
    assertEquals(expected, metric("reconstruction-error"), 1e-3 * expected);
    assertTrue(expected > 10, "in units of y it would be below 1 and not " + expected);
  }

  @Test
  void drawsHaveTheMomentsOfTheRawModel() {
    int count = 20_000;
    Matrix x = model.sample(count);
    float[] w = variables.get("decoder.loadings");
    float[] logScale = variables.get("decoder.logScale");
    Standardization given = standardized.standardization().orElseThrow();
    for (int column = 0; column < D; column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < count; row++) {
        double deviation = x.at(row, column) - given.mean().get(column);
        sum += deviation;
        squares += deviation * deviation;
      }
      double variance = Math.exp(2 * logScale[column]);
      for (int k = 0; k < LATENTS; k++) {
        variance += w[column * LATENTS + k] * w[column * LATENTS + k];
      }
      variance *= given.scale().get(column) * given.scale().get(column);
      // Five standard errors. The model's mean of y is that of the training split, 0.
      assertEquals(0, sum / count, 5 * Math.sqrt(variance / count));
      assertEquals(variance, squares / count, 5 * variance * Math.sqrt(2.0 / count));
    }
  }

  @Test
  void theExportedModelTakesAndGivesRawValues() {
    Path exported = folder.resolve("exported");
    model.export(exported, 1);
    Matrix x = test.observations();
    Matrix codes = model.encode(test).best();
    try (ExportedModel opened = ExportedModel.open(exported)) {
      ExportedModel.Inputs inputs =
          new ExportedModel.Inputs(x, codes, ImmutableIntArray.copyOf(new int[x.rows()]), 100, 0);
      Map<String, float[]> encoded = opened.call("encode", inputs);
      assertArrayEquals(codes.values(), encoded.get("mean"), 1e-5f);
      float[] logProb = opened.call("log_prob", inputs).get("log_prob");
      double[] expected = model.logProb(test, 1).nats().toArray();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], logProb[i], 1e-4 * (1 + Math.abs(expected[i])));
      }
      assertClose(model.decode(codes).values(), opened.call("decode", inputs).get("mean"));
      assertClose(model.sample(100).values(), opened.call("sample", inputs).get("x"));
    }
  }

  private static void assertClose(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      // In 32 bits, at the size of the values.
      assertEquals(expected[i], actual[i], 1e-5 * (1 + Math.abs(expected[i])));
    }
  }
}
