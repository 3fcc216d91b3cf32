package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.primitives.Doubles;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Every likelihood that is called a mass or a density adds up to one over all that may be observed,
 * for outputs of the decoder of any size. What is not one says so: its measure is unnormalized.
 */
final class NormalizationOfLikelihoodsTest {
  private static final OutputBias BIAS = OutputBias.ZEROS;
  private static final Scale SCALE = new Scale.FromDecoder(1);
  private static final int LEVELS = 256;

  /** Raw outputs for logarithms, beyond the bounds ±10 of most of them, too. */
  private static final List<Double> LOGS = List.of(-12.0, -6.0, -2.0, 0.0, 1.5, 6.0, 12.0);

  private static final List<Double> LOGITS =
      List.of(-1e4, -90.0, -3.0, -1.0, -1e-3, 0.0, 0.4, 1.0, 20.0, 500.0);

  /** Centres in the range of grey values, at its ends and far outside. */
  private static final List<Double> CENTRES = List.of(-3.0, 0.0, 0.3333, 0.5, 1.0, 1.2);

  /** What one output of a head is, given the head's setting. */
  @FunctionalInterface
  private interface Fill {
    double of(double setting, int index);
  }

  /**
   * A likelihood of one value.
   *
   * @param grid the settings of each head, then of each parameter of its own
   * @param fill from settings to outputs
   * @param rule of the sum
   * @param tolerance of the total for given settings
   */
  private record Case(
      String name,
      LikelihoodFamily family,
      ValueKind kind,
      List<List<Double>> grid,
      Fill fill,
      TotalMass rule,
      Tolerance tolerance) {
    @Override
    public String toString() {
      return name + " on " + kind;
    }
  }

  /** The allowed error. */
  @FunctionalInterface
  private interface Tolerance {
    double of(double... settings);
  }

  private static Case of(
      String name,
      LikelihoodFamily family,
      ValueKind kind,
      TotalMass rule,
      Tolerance tolerance,
      List<List<Double>> grid) {
    return new Case(name, family, kind, grid, (setting, i) -> setting, rule, tolerance);
  }

  /** Settings as the parameters that are made of them. */
  private static double bounded(double log) {
    return Math.exp(Math.max(-10, Math.min(10, log)));
  }

  // Rules of intervals.

  /** Normal-like: points around a centre in units of the scale. */
  private record Reals(boolean heavy) implements TotalMass.Line {
    static final int COUNT = 8001;

    @Override
    public List<Double> points(double... settings) {
      double scale = bounded(settings[1]);
      // In units of the scale, to 16 with light tails and to 10¹⁰ with heavy ones.
      double limit = heavy ? 24 : 4.5;
      List<Double> points = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        points.add(settings[0] + scale * Math.sinh(limit * (2.0 * i / (COUNT - 1) - 1)));
      }
      return points;
    }

    @Override
    public double tails(double[] settings, float first, double atFirst, float last, double atLast) {
      if (!heavy) {
        return 0;
      }
      // Far out the density falls as |x − μ|^(−ν−1).
      double degrees = bounded(settings[2]);
      return ((last - settings[0]) * atLast + (settings[0] - first) * atFirst) / degrees;
    }
  }

  /** Where a density may have a pole or a peak at each end of [0, 1], and a sharp peak inside. */
  private static List<Double> unitPoints(double peak, double width) {
    List<Double> points = new ArrayList<>();
    for (int i = 0; i <= 12_000; i++) {
      double distance = Math.exp(-80.0 * i / 12_000) / 2; // From the ends, to 10⁻³⁵.
      points.add(distance);
      points.add(1 - distance);
      double away = Math.sinh(5 * (i / 6000.0 - 1)) * width;
      points.add(Math.min(Math.max(peak + away, 1e-35), 1 - 0x1p-24));
    }
    points.removeIf(x -> x.floatValue() >= 1);
    return points;
  }

  private static final int UNIT_COUNT = 36_005;

  private record BetaLine() implements TotalMass.Line {
    /** The logit: a pole at an end is an exponential function of it. */
    @Override
    public double coordinate(double x) {
      return Math.log(x) - Math.log1p(-x);
    }

    @Override
    public double derivative(double x) {
      return x * (1 - x);
    }

    @Override
    public List<Double> points(double... settings) {
      double a = bounded(settings[0]);
      double b = bounded(settings[1]);
      double mean = a / (a + b);
      return unitPoints(mean, Math.sqrt(mean * (1 - mean) / (a + b + 1)));
    }

    @Override
    public double tails(double[] settings, float first, double atFirst, float last, double atLast) {
      // At the ends it is a power: x^(α − 1), (1 − x)^(β − 1).
      return first * atFirst / bounded(settings[0]) + (1.0 - last) * atLast / bounded(settings[1]);
    }
  }

  private record ContinuousBernoulliLine() implements TotalMass.Line {
    @Override
    public List<Double> points(double... settings) {
      List<Double> points = unitPoints(0.5, 0.1);
      points.add(0.0);
      points.add(1.0);
      return points;
    }

    @Override
    public double tails(double[] settings, float first, double atFirst, float last, double atLast) {
      return 0;
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    // A log-mass is exact to some 10⁻⁶ of itself, and some −10 where mass is left.
    Tolerance rounding = s -> 2e-5;
    cases.add(
        of(
            "bernoulli",
            new BernoulliLikelihood(false, BIAS),
            ValueKind.BINARY,
            new TotalMass.OfLevels(2),
            rounding,
            List.of(LOGITS)));
    for (ValueKind kind : List.of(ValueKind.BINARY, ValueKind.GREY)) {
      cases.add(
          new Case(
              "categorical",
              new CategoricalLikelihood(),
              kind,
              List.of(LOGITS),
              (setting, i) -> setting * Math.sin(1 + 2.3 * i),
              new TotalMass.OfLevels(kind == ValueKind.GREY ? LEVELS : 2),
              rounding));
      double unit = kind.scale();
      TotalMass counts = new TotalMass.OfCounts(unit);
      cases.add(of("poisson", new PoissonLikelihood(BIAS), kind, counts, s -> 1e-4, List.of(LOGS)));
      cases.add(
          of(
              "negative-binomial",
              new NegativeBinomialLikelihood(SCALE, BIAS),
              kind,
              counts,
              s -> 1e-4,
              List.of(LOGS, LOGS)));
    }
    // An edge is exact to 3·10⁻⁸, in units of the scale.
    Tolerance edges = s -> 1e-3 * Math.exp(-9) / bounded(s[1]) + 2e-5;
    List<Double> logScales = List.of(-12.0, -9.0, -6.0, -4.0, -1.0, 2.0, 12.0);
    cases.add(
        of(
            "discretized-logistic",
            new DiscretizedLogisticLikelihood(SCALE, BIAS),
            ValueKind.GREY,
            new TotalMass.OfLevels(LEVELS),
            edges,
            List.of(CENTRES, logScales)));
    cases.add(
        new Case(
            "discretized-logistic-mixture",
            new DiscretizedLogisticMixtureLikelihood(3, 0.1, BIAS),
            ValueKind.GREY,
            List.of(List.of(0.0, 3.0, 1e4), CENTRES, logScales),
            (setting, i) -> setting * (1 - 0.1 * i),
            new TotalMass.OfLevels(LEVELS),
            s -> 1e-3 * Math.exp(-9) / bounded(s[2]) + 2e-5));
    cases.add(
        of(
            "beta",
            new BetaLikelihood(0.001, BIAS),
            ValueKind.GREY,
            new TotalMass.OfLevels(LEVELS),
            rounding,
            List.of(LOGS, LOGS)));
    cases.add(
        of(
            "beta-binomial",
            new BetaBinomialLikelihood(BIAS),
            ValueKind.GREY,
            new TotalMass.OfLevels(LEVELS),
            rounding,
            List.of(LOGS, LOGS)));
    cases.add(
        of(
            "beta",
            new BetaLikelihood(0.001, BIAS),
            ValueKind.DEQUANTIZED,
            new TotalMass.OfInterval(UNIT_COUNT, new BetaLine()),
            // Next to 1 floats are 6·10⁻⁸ apart, which α multiplies.
            s -> 1e-4 + 1e-7 * Math.max(bounded(s[0]), bounded(s[1])),
            List.of(LOGS, LOGS)));
    for (ValueKind kind : List.of(ValueKind.GREY, ValueKind.DEQUANTIZED)) {
      cases.add(
          of(
              "continuous-bernoulli",
              new ContinuousBernoulliLikelihood(BIAS),
              kind,
              new TotalMass.OfInterval(UNIT_COUNT, new ContinuousBernoulliLine()),
              s -> 2e-5 + 1e-7 * Math.abs(s[0]),
              List.of(LOGITS)));
    }
    for (ValueKind kind : ValueKind.values()) {
      TotalMass light = new TotalMass.OfInterval(Reals.COUNT, new Reals(false));
      TotalMass heavy = new TotalMass.OfInterval(Reals.COUNT, new Reals(true));
      // Floats around the centre, in units of the scale.
      Tolerance spacing = s -> 2e-5 + 2e-7 * Math.abs(s[0]) / bounded(s[1]);
      cases.add(
          of(
              "normal",
              new NormalLikelihood(SCALE, BIAS),
              kind,
              light,
              spacing,
              List.of(CENTRES, LOGS)));
      cases.add(
          of(
              "laplace",
              new LaplaceLikelihood(SCALE, BIAS),
              kind,
              new TotalMass.OfInterval(Reals.COUNT, new Reals(false)),
              spacing,
              List.of(CENTRES, LOGS)));
      cases.add(
          of(
              "student-t",
              new StudentTLikelihood(SCALE, new Scale.Learned(4), BIAS),
              kind,
              heavy,
              s -> 1e-4 + 2e-7 * Math.abs(s[0]) / bounded(s[1]),
              List.of(CENTRES, LOGS, LOGS)));
    }
    return cases;
  }

  private static Stream<Case> all() {
    return cases().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTotalIsOneOverTheWholeRangeOfParameters(Case likelihood) {
    assertTrue(
        likelihood.family().checkFits(likelihood.kind()) != LikelihoodKind.UNNORMALIZED,
        "it says that it is a mass or a density");
    TotalMass rule = likelihood.rule();
    LikelihoodCase one =
        new LikelihoodCase(
            likelihood.name(),
            likelihood.family(),
            LikelihoodCase.observed(likelihood.kind(), Shape.of(1, 1, 1), 0.4),
            (heads, own, x) -> Double.NaN);
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built =
          one.build(harness, Pass.evaluation(), (head, count) -> new float[count], 1, 1);
      Operand<TFloat32> x = harness.input(Shape.of(rule.count(), 1), new float[rule.count()]);
      Operand<TFloat32> logProb = built.distribution().logProb(harness.tf(), x);
      List<Operand<TFloat32>> inputs = new ArrayList<>(built.outputs());
      inputs.addAll(built.parameters().byName().values());
      assertEquals(inputs.size(), likelihood.grid().size(), "a setting for each");
      for (List<Double> settings : Lists.cartesianProduct(likelihood.grid())) {
        for (int i = 0; i < inputs.size(); i++) {
          float[] values = harness.get(inputs.get(i));
          for (int j = 0; j < values.length; j++) {
            values[j] = (float) likelihood.fill().of(settings.get(i), j);
          }
          harness.set(inputs.get(i), values);
        }
        double[] s = Doubles.toArray(settings);
        float[] points = rule.points(s);
        harness.set(x, points);
        assertEquals(
            1,
            rule.total(s, points, harness.run(logProb)),
            likelihood.tolerance().of(s),
            likelihood + " at " + Arrays.toString(s));
      }
    }
  }

  /** Families that add up to something else, and say so. */
  private static ImmutableList<LikelihoodFamily> unnormalized() {
    return ImmutableList.of(
        new BernoulliLikelihood(true, BIAS),
        new WeightedLikelihood(new NormalLikelihood(SCALE, BIAS), new PixelWeights.Uniform(2)));
  }

  @Test
  void whatIsNotOneSaysSo() {
    for (LikelihoodFamily family : unnormalized()) {
      assertEquals(
          LikelihoodKind.UNNORMALIZED, family.checkFits(ValueKind.GREY), family.toString());
    }
  }

  @Test
  void everyLikelihoodIsHere() {
    ImmutableSet<String> known =
        Stream.concat(cases().stream().map(Case::family), unnormalized().stream())
            .map(family -> family.getClass().getSimpleName())
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<String> written =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.lowerbound.model.likelihood")
                .stream()
                .filter(type -> type.isAssignableTo(LikelihoodFamily.class))
                .map(type -> type.getSimpleName())
                .collect(ImmutableSet.toImmutableSet());
    assertEquals(written, known);
    for (ValueKind kind : ValueKind.values()) {
      ImmutableSet<String> ofKind =
          cases().stream()
              .filter(likelihood -> likelihood.kind() == kind)
              .map(likelihood -> likelihood.family().getClass().getSimpleName())
              .collect(ImmutableSet.toImmutableSet());
      assertEquals(
          cases().stream()
              .map(Case::family)
              .filter(family -> isNormalized(family, kind))
              .map(family -> family.getClass().getSimpleName())
              .collect(Collectors.toSet()),
          ofKind,
          "the likelihoods that take " + kind);
    }
  }

  private static boolean isNormalized(LikelihoodFamily family, ValueKind kind) {
    try {
      return family.checkFits(kind) != LikelihoodKind.UNNORMALIZED;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
