package org.lowerbound.evaluation.annealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.data.synthetic.Loadings;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.MonteCarlo;

/** Annealed chains on densities whose constants are known. */
final class AnnealedRunTest {
  private static ImmutableList<RandomStream> stream(String name) {
    return ImmutableList.of(new RandomStream(1, name));
  }

  private static double[] normals(RandomStream stream, int count) {
    return IntStream.range(0, count).mapToDouble(i -> stream.nextGaussian()).toArray();
  }

  private static StepSizes fixed(double size, int moves) {
    return new StepSizes(new double[][] {{size}}, moves);
  }

  /** A size at which about a third of the proposals is refused, so that refusals count. */
  private static final double LARGE = 0.7;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void weightsAreUnbiasedHoweverFewTheTemperatures(int steps) {
    double[] betas = TemperatureSchedule.LINEAR.temperatures(steps);
    int chains = 20_000;
    double[] starts = normals(new RandomStream(1, "starts"), chains);
    AnnealedRun forward =
        AnnealedRun.forward(
            new Chains(new Curve(), starts, 1, stream("forward"), 3),
            betas,
            fixed(LARGE, steps),
            t -> {});
    if (steps > 1) {
      double acceptance = forward.acceptance()[0];
      assertTrue(acceptance > 0.4 && acceptance < 0.95, "acceptance " + acceptance);
    }
    MonteCarlo.of(Arrays.stream(forward.logWeights()).map(Math::exp).toArray())
        .assertExpectation(Math.exp(Curve.logRatioOfConstants()), "weights");
    RandomStream exact = new RandomStream(1, "exact");
    double[] ends = IntStream.range(0, chains).mapToDouble(i -> Curve.exactDraw(exact)).toArray();
    AnnealedRun backward =
        AnnealedRun.backward(
            new Chains(new Curve(), ends, 1, stream("backward"), 3),
            betas,
            fixed(LARGE, steps),
            t -> {});
    // Of fewer temperatures the inverse weights have no variance to speak of.
    if (steps > 2) {
      MonteCarlo.of(Arrays.stream(backward.logWeights()).map(w -> Math.exp(-w)).toArray())
          .assertExpectation(Math.exp(-Curve.logRatioOfConstants()), "inverse weights");
    }
  }

  @Test
  void transitionsKeepTheirDensity() {
    RandomStream exact = new RandomStream(2, "exact");
    int chains = 20_000;
    double[] from = IntStream.range(0, chains).mapToDouble(i -> Curve.exactDraw(exact)).toArray();
    Chains moved = new Chains(new Curve(), from, 1, stream("kept"), 3);
    for (int i = 0; i < 5; i++) {
      moved.move(1, new double[] {LARGE});
    }
    double[] to = moved.points();
    assertTrue(
        IntStream.range(0, chains).filter(i -> to[i] != from[i]).count() > 0.9 * chains,
        "most have moved");
    // Differences of the same chains before and after, of what tells modes and widths.
    MonteCarlo.of(IntStream.range(0, chains).mapToDouble(i -> to[i] - from[i]).toArray())
        .assertExpectation(0, "mean");
    MonteCarlo.of(
            IntStream.range(0, chains)
                .mapToDouble(i -> Math.cos(2 * to[i]) - Math.cos(2 * from[i]))
                .toArray())
        .assertExpectation(0, "width");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void onALinearGaussianModelBothBoundsAreTight(int latents) {
    LinearGaussian spec =
        new LinearGaussian(latents + 2, latents, Loadings.ORTHOGONAL, 3, 1, 0, 1, 7);
    LinearGaussianModel model = spec.model();
    RandomStream draws = new RandomStream(3, "observation");
    double[] z = normals(draws, latents);
    double[] x = new double[latents + 2];
    for (int d = 0; d < x.length; d++) {
      x[d] = model.mean()[d] + model.noise() * draws.nextGaussian();
      for (int l = 0; l < latents; l++) {
        x[d] += model.loadings()[d][l] * z[l];
      }
    }
    PathDensity path = new LinearGaussianPath(model, x);
    int chains = 300;
    double[] betas = TemperatureSchedule.SIGMOIDAL.temperatures(1000);
    StepSizes sizes =
        StepSizes.find(
            new Chains(path, normals(draws, 16 * latents), latents, stream("pilot"), 5),
            betas,
            100,
            0.9,
            t -> {});
    AnnealedRun forward =
        AnnealedRun.forward(
            new Chains(path, normals(draws, chains * latents), latents, stream("forward"), 5),
            betas,
            sizes,
            t -> {});
    double[] copies = new double[chains * latents];
    Arrays.setAll(copies, i -> z[i % latents]);
    AnnealedRun backward =
        AnnealedRun.backward(
            new Chains(path, copies, latents, stream("backward"), 5), betas, sizes, t -> {});
    double truth = model.logProb(x);
    double error = 3 * Math.sqrt(variance(forward.logWeights()) / chains);
    assertTrue(error < 0.01, "so few chains are enough: " + error);
    assertTrue(variance(forward.logWeights()) > 1e-6, "more than enough temperatures");
    assertEquals(truth, forward.lower(0), 0.01);
    assertEquals(truth, backward.upper(0), 0.01);
    assertEquals(0.9, forward.acceptance()[0], 0.1);
  }

  private static double variance(double[] values) {
    double mean = DoubleStream.of(values).average().orElseThrow();
    return DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  @Test
  void withFewTemperaturesTheBoundsAreApart() {
    double[] betas = TemperatureSchedule.LINEAR.temperatures(3);
    int repeats = 300;
    double[] lower = new double[repeats];
    double[] upper = new double[repeats];
    RandomStream draws = new RandomStream(4, "few");
    for (int i = 0; i < repeats; i++) {
      double exact = Curve.exactDraw(draws);
      double[] ends = {exact, exact};
      lower[i] =
          AnnealedRun.forward(
                  new Chains(new Curve(), normals(draws, 2), 1, stream("lower" + i), 3),
                  betas,
                  fixed(LARGE, 3),
                  t -> {})
              .lower(0);
      upper[i] =
          AnnealedRun.backward(
                  new Chains(new Curve(), ends, 1, stream("upper" + i), 3),
                  betas,
                  fixed(LARGE, 3),
                  t -> {})
              .upper(0);
    }
    double truth = Curve.logRatioOfConstants();
    MonteCarlo.of(upper).assertAbove(truth, "upper");
    MonteCarlo.of(Arrays.stream(lower).map(bound -> -bound).toArray())
        .assertAbove(-truth, "minus lower");
  }

  /** An implementation elsewhere divided by the number of temperatures, and passed its test. */
  @Test
  void meansAreOverChainsOfAnExampleAndNothingElse() {
    // Two examples, three chains.
    AnnealedRun run =
        new AnnealedRun(
            new double[] {0, 10, Math.log(2), 10, Math.log(6), 10}, new double[] {1, 1});
    assertEquals(Math.log(3), run.lower(0), 1e-15);
    assertEquals(-Math.log((1 + 1.0 / 2 + 1.0 / 6) / 3), run.upper(0), 1e-15);
    assertEquals(10, run.lower(1), 1e-15);
    assertEquals(10, run.upper(1), 1e-15);
    assertEquals(81.0 / 41, run.weights(0).effectiveSize(), 1e-14);
    // However many steps lead along a constant ratio, its logarithm is found.
    PathDensity constant =
        points -> {
          int n = points.length;
          double[] ratios = new double[n];
          Arrays.fill(ratios, -3);
          return new PathTerms(
              Arrays.stream(points).map(z -> -0.5 * z * z).toArray(),
              ratios,
              Arrays.stream(points).map(z -> -z).toArray(),
              new double[n]);
        };
    for (int steps : new int[] {1, 7, 100}) {
      AnnealedRun alongConstant =
          AnnealedRun.forward(
              new Chains(constant, new double[] {0, 1, 2}, 1, stream("constant"), 2),
              TemperatureSchedule.SIGMOIDAL.temperatures(steps),
              fixed(0.5, steps),
              t -> {});
      assertEquals(-3, alongConstant.lower(0), 1e-13);
    }
  }

  @Test
  void chainsOfAnExampleAreTheSameWhateverStandsBesideThem() {
    double[] both = {0.1, 5, 0.2, 6, 0.3, 7}; // Three chains of two examples.
    double[] alone = {0.1, 0.2, 0.3};
    Chains ofBoth =
        new Chains(
            new Curve(),
            both,
            1,
            ImmutableList.of(new RandomStream(1, "a"), new RandomStream(1, "b")),
            2);
    Chains ofOne = new Chains(new Curve(), alone, 1, ImmutableList.of(new RandomStream(1, "a")), 2);
    double[] acceptanceOfBoth = ofBoth.move(0.5, new double[] {0.3, 0.1});
    double[] acceptanceOfOne = ofOne.move(0.5, new double[] {0.3});
    for (int c = 0; c < 3; c++) {
      assertEquals(acceptanceOfOne[c], acceptanceOfBoth[2 * c], 0);
      assertEquals(ofOne.points()[c], ofBoth.points()[2 * c], 0);
    }
    assertEquals(
        (acceptanceOfBoth[1] + acceptanceOfBoth[3] + acceptanceOfBoth[5]) / 3,
        ofBoth.meansOfExamples(acceptanceOfBoth)[1],
        1e-15);
  }

  @Test
  void eachExampleFindsStepsOfItsOwn() {
    // Normal densities a hundred times as wide as each other, from N(0, 1) on.
    double[] precisions = {1, 1e4};
    PathDensity density =
        points -> {
          int n = points.length;
          double[] base = new double[n];
          double[] ratio = new double[n];
          double[] baseGradient = new double[n];
          double[] ratioGradient = new double[n];
          for (int i = 0; i < n; i++) {
            base[i] = -0.5 * points[i] * points[i];
            baseGradient[i] = -points[i];
            ratio[i] = -0.5 * precisions[i % 2] * points[i] * points[i];
            ratioGradient[i] = -precisions[i % 2] * points[i];
          }
          return new PathTerms(base, ratio, baseGradient, ratioGradient);
        };
    double[] betas = TemperatureSchedule.SIGMOIDAL.temperatures(200);
    ImmutableList<RandomStream> streams =
        ImmutableList.of(new RandomStream(5, "wide"), new RandomStream(5, "narrow"));
    RandomStream draws = new RandomStream(6, "draws");
    StepSizes sizes =
        StepSizes.find(
            new Chains(density, normals(draws, 64), 1, streams, 5), betas, 100, 0.65, t -> {});
    assertEquals(10, sizes.byBand().length);
    AnnealedRun run =
        AnnealedRun.forward(
            new Chains(density, normals(draws, 64), 1, streams, 5), betas, sizes, t -> {});
    assertEquals(0.65, run.acceptance()[0], 0.15);
    assertEquals(0.65, run.acceptance()[1], 0.15);
    double[] last = sizes.of(198);
    double[] first = sizes.of(0);
    // π₁ has the precisions 2 and 10 001.
    assertEquals(Math.sqrt(10_001 / 2.0), last[0] / last[1], 30);
    assertTrue(first[1] > 3 * last[1], "a band's size is its own: " + first[1] + ", " + last[1]);
    // The constants: (1 + precision)^(-1/2).
    assertConstant(-0.5 * Math.log(2), run, 0);
    assertConstant(-0.5 * Math.log(1e4 + 1), run, 1);
  }

  @Test
  void ofADensityThatIsNarrowFromTheStartStepsAreFoundAtOnce() {
    // N(0, 10⁻⁸) on the way to itself.
    PathDensity narrow =
        points ->
            new PathTerms(
                Arrays.stream(points).map(z -> -0.5e8 * z * z).toArray(),
                new double[points.length],
                Arrays.stream(points).map(z -> -1e8 * z).toArray(),
                new double[points.length]);
    double[] betas = TemperatureSchedule.LINEAR.temperatures(20);
    double[] starts =
        Arrays.stream(normals(new RandomStream(7, "narrow"), 64)).map(z -> 1e-4 * z).toArray();
    StepSizes sizes =
        StepSizes.find(new Chains(narrow, starts, 1, stream("pilot"), 5), betas, 10, 0.8, t -> {});
    AnnealedRun run =
        AnnealedRun.forward(
            new Chains(narrow, starts, 1, stream("forward"), 5), betas, sizes, t -> {});
    assertEquals(0.8, run.acceptance()[0], 0.1);
    assertEquals(0, run.lower(0), 0);
  }

  private static void assertConstant(double expected, AnnealedRun run, int example) {
    MonteCarlo.of(
            IntStream.range(0, 32)
                .mapToDouble(c -> Math.exp(run.logWeights()[2 * c + example] - expected))
                .toArray())
        .assertExpectation(1, "weights of example " + example);
  }

  @Test
  void aChainWithoutDensityHasNoWeightAndIsNoNumberNowhere() {
    PathDensity cliff =
        points -> {
          PathTerms terms = new Curve().at(points);
          for (int i = 0; i < points.length; i++) {
            terms.logRatio()[i] = points[i] > 0 ? 0 : Double.NEGATIVE_INFINITY;
            terms.ratioGradient()[i] = 0;
          }
          return terms;
        };
    AnnealedRun run =
        AnnealedRun.forward(
            new Chains(cliff, new double[] {-1, 1}, 1, stream("cliff"), 2),
            TemperatureSchedule.LINEAR.temperatures(5),
            fixed(0.1, 4),
            t -> {});
    assertEquals(Double.NEGATIVE_INFINITY, run.logWeights()[0]);
    assertEquals(0, run.logWeights()[1], 0);
    assertEquals(-Math.log(2), run.lower(0), 1e-15);
  }
}
