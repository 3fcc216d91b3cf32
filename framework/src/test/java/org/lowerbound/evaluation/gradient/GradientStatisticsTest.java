package org.lowerbound.evaluation.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.GradientProbe;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The numbers about gradients, on gradients whose distribution is known. */
final class GradientStatisticsTest {
  private static final int PARAMETERS = 60;
  private static final int DRAWS = 1500;
  private static final int COUNT = 45;

  private static final Objective MEASURED = new Iwae(3, new ReparameterizedGradient());
  private static final Objective TRUSTED = new Iwae(4, new ReparameterizedGradient());

  /**
   * Hands out gradients that are functions of the draw's number, and remembers what it is asked.
   */
  private static final class FakeGradients implements GradientProbe, SplitRunner {
    final GraphHarness harness = new GraphHarness();
    final Map<Objective, Map<ParameterGroup, LongFunction<float[]>>> byObjective =
        new LinkedHashMap<>();
    final Map<Operand<TFloat32>, LongFunction<float[]>> byNode = new LinkedHashMap<>();
    final Map<Operand<TFloat32>, Objective> objectives = new LinkedHashMap<>();
    final Map<Objective, Set<Long>> draws = new LinkedHashMap<>();
    final List<String> streams = new ArrayList<>();
    final Set<List<Integer>> batches = new LinkedHashSet<>();
    final List<Integer> progress = new ArrayList<>();

    @Override
    public ImmutableList<ImmutableMap<ParameterGroup, Operand<TFloat32>>> gradients(
        ImmutableList<Objective> asked, String stream) {
      streams.add(stream);
      return asked.stream()
          .map(
              objective ->
                  ImmutableMap.copyOf(
                      Maps.transformValues(
                          ImmutableMap.copyOf(byObjective.get(objective)),
                          gradient -> node(objective, gradient))))
          .collect(ImmutableList.toImmutableList());
    }

    private Operand<TFloat32> node(Objective objective, LongFunction<float[]> gradient) {
      Operand<TFloat32> node = harness.input(Shape.scalar(), 0f); // A name, and no more.
      byNode.put(node, gradient);
      objectives.put(node, objective);
      return node;
    }

    @Override
    public Split split() {
      return Split.TEST;
    }

    @Override
    public SplitRunner of(Split other) {
      throw new AssertionError("no other split here");
    }

    @Override
    public void keep(String name, double[] perExample) {
      throw new AssertionError("nothing to keep here");
    }

    @Override
    public ImmutableList<Operand<TFloat32>> of(
        Operand<TFloat32> sum, ImmutableList<Operand<TFloat32>> by) {
      throw new AssertionError("no gradients by nodes here");
    }

    @Override
    public int count() {
      return COUNT;
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      batches.add(Arrays.stream(rows).boxed().collect(Collectors.toList()));
      fetches.forEach(
          node ->
              draws.computeIfAbsent(objectives.get(node), o -> new LinkedHashSet<>()).add(draw));
      return fetches.stream()
          .map(node -> byNode.get(node).apply(draw))
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public void progress(int examplesDone) {
      progress.add(examplesDone);
    }

    /** Sets what is trained with, and measures. */
    ImmutableMap<String, Estimate> measure(GradientStatistics metric, Objective trained) {
      LinearGaussianGraph data = LinearGaussianGraph.exact(COUNT);
      EvaluationScope graph =
          new EvaluationScope(
              data.build(harness),
              data.observations(harness),
              Pass.evaluation(),
              stream -> harness.noise(1, stream),
              data.dataset(),
              trained,
              this,
              new Evaluated.NoClassifiers(),
              spec -> null);
      try (GraphHarness closed = harness) {
        return metric.build(closed.tf(), graph).measure(this);
      }
    }
  }

  private static GradientStatistics plain() {
    return new GradientStatistics(Optional.of(MEASURED), Optional.empty(), DRAWS, 30, "gradient");
  }

  private static GradientStatistics withReference() {
    return new GradientStatistics(
        Optional.of(MEASURED), Optional.of(TRUSTED), DRAWS, 30, "gradient");
  }

  /** Returns independent normal elements, other ones for each name and draw. */
  private static LongFunction<float[]> normal(String name, double[] mean, double[] deviation) {
    return draw -> {
      RandomStream stream = new RandomStream(draw, name);
      float[] values = new float[mean.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (mean[i] + deviation[i] * stream.nextGaussian());
      }
      return values;
    };
  }

  private static double[] filled(double first, double last) {
    return IntStream.range(0, PARAMETERS)
        .mapToDouble(i -> first + (last - first) * i / (PARAMETERS - 1))
        .toArray();
  }

  private static double sum(double[] values, int power) {
    return Arrays.stream(values).map(v -> Math.pow(v, power)).sum();
  }

  private static double value(ImmutableMap<String, Estimate> figures, String column) {
    return figures.get(column).value();
  }

  private static ImmutableMap<String, Estimate> measureNormal(double[] mean, double[] deviation) {
    FakeGradients fake = new FakeGradients();
    fake.byObjective.put(
        MEASURED, ImmutableMap.of(ParameterGroup.ENCODER, normal("g", mean, deviation)));
    return fake.measure(plain(), TRUSTED);
  }

  @Test
  void meanVarianceAndRatioAreThoseOfTheDistribution() {
    double[] mean = filled(-1, -4);
    double[] deviation = filled(0.5, 3);
    ImmutableMap<String, Estimate> figures = measureNormal(mean, deviation);
    // Var(Σ m̂² − s²/R) = 4 Σ μ² σ² / R + O(1/R²); half of it by the root, relative to the length.
    double varianceOfSquare = 0;
    double ratio = 0;
    double varianceOfRatio = 0;
    for (int i = 0; i < PARAMETERS; i++) {
      varianceOfSquare += 4 * mean[i] * mean[i] * deviation[i] * deviation[i] / DRAWS;
      double r = Math.abs(mean[i]) / deviation[i];
      // The mean of 1 / s is 1 + 3 / 4R, and the ratio's variance (1 + r² / 2) / R.
      ratio += r * (1 + 0.75 / DRAWS) / PARAMETERS;
      varianceOfRatio += (1 + r * r / 2) / DRAWS / PARAMETERS / PARAMETERS;
    }
    double length = Math.sqrt(sum(mean, 2));
    assertEquals(
        length,
        value(figures, "gradient-norm-encoder"),
        MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt(varianceOfSquare) / (2 * length));
    assertEquals(
        sum(deviation, 2) / PARAMETERS,
        value(figures, "gradient-variance-encoder"),
        MonteCarlo.ALLOWED_STANDARD_ERRORS
            * Math.sqrt(2.0 / (DRAWS - 1) * sum(deviation, 4))
            / PARAMETERS);
    assertEquals(
        ratio,
        value(figures, "gradient-snr-encoder"),
        MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt(varianceOfRatio));
    assertEquals(
        ImmutableSet.of(
            "gradient-norm-encoder", "gradient-variance-encoder", "gradient-snr-encoder"),
        figures.keySet());
    figures.values().forEach(figure -> assertEquals(30, figure.n()));
  }

  @Test
  void noSignalShowsAsTheDocumentedFloorAndNoLength() {
    double[] deviation = filled(1, 2);
    ImmutableMap<String, Estimate> figures = measureNormal(new double[PARAMETERS], deviation);
    // |N(0, 1)| has the mean √(2/π) and the variance 1 − 2/π.
    assertEquals(
        Math.sqrt(2 / Math.PI / DRAWS),
        value(figures, "gradient-snr-encoder"),
        MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt((1 - 2 / Math.PI) / DRAWS / PARAMETERS));
    // The square is 0 in expectation with the variance 2 Σ σ⁴ / R²; the plain mean's would be
    // Σ σ² / R, which is 7 times the bound here divided by 4.
    double bound = MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt(2 * sum(deviation, 4)) / DRAWS;
    assertTrue(bound < sum(deviation, 2) / DRAWS, "else the test would not tell");
    assertTrue(Math.pow(value(figures, "gradient-norm-encoder"), 2) < bound);
    Estimate ratio = figures.get("gradient-snr-encoder");
    Chance chance = ratio.caveats().chance().orElseThrow();
    assertEquals(Math.sqrt(2 / (Math.PI * DRAWS)), chance.mean(), 1e-15);
    assertTrue(chance.explains(ratio.value(), Column.Better.HIGHER), ratio.toString());
  }

  @Test
  void parametersThatNeverVaryHaveNoRatioButALength() {
    double[] mean = filled(1, 1);
    double[] deviation = filled(1, 1);
    double expected = value(measureNormal(mean, deviation), "gradient-snr-encoder");
    int constant = 20;
    double[] longer = Arrays.copyOf(mean, PARAMETERS + constant);
    double[] deviations = Arrays.copyOf(deviation, PARAMETERS + constant);
    for (int i = PARAMETERS; i < longer.length; i++) {
      longer[i] = i % 2 == 0 ? 0 : 0.1; // As a 32-bit float no round number.
    }
    ImmutableMap<String, Estimate> figures = measureNormal(longer, deviations);
    assertEquals(expected, value(figures, "gradient-snr-encoder"));

    ImmutableMap<String, Estimate> fixed = measureNormal(filled(3, 3), new double[PARAMETERS]);
    assertEquals(
        ImmutableSet.of("gradient-norm-encoder", "gradient-variance-encoder"), fixed.keySet());
    assertEquals(3 * Math.sqrt(PARAMETERS), value(fixed, "gradient-norm-encoder"), 1e-12);
    assertEquals(0, value(fixed, "gradient-variance-encoder"));
  }

  private static ImmutableMap<String, Estimate> compare(
      LongFunction<float[]> measured, LongFunction<float[]> trusted) {
    FakeGradients fake = new FakeGradients();
    fake.byObjective.put(MEASURED, ImmutableMap.of(ParameterGroup.DECODER, measured));
    fake.byObjective.put(TRUSTED, ImmutableMap.of(ParameterGroup.DECODER, trusted));
    return fake.measure(withReference(), MEASURED);
  }

  @Test
  void aBiasAlongTheReferenceIsFound() {
    double[] mean = filled(0.5, 1);
    double[] deviation = filled(2, 2);
    double length = Math.sqrt(sum(mean, 2));
    double bias = -0.2;
    double[] shorter = Arrays.stream(mean).map(m -> (1 + bias) * m).toArray();
    ImmutableMap<String, Estimate> figures =
        compare(normal("g", shorter, deviation), normal("h", mean, deviation));
    // Both have the variance 4 along any direction, and the draws of the two are independent.
    double standardError = Math.sqrt(8.0 / DRAWS);
    // The direction's noise, 4 (p − 1) / (R / 2) of its square, turns it off the mean a little.
    double cosine = length / Math.sqrt(length * length + 8.0 * (PARAMETERS - 1) / DRAWS);
    assertTrue(cosine > 0.99);
    assertEquals(
        bias,
        value(figures, "gradient-bias-decoder"),
        // The denominator's own error is 1/40 of it.
        MonteCarlo.ALLOWED_STANDARD_ERRORS * 1.03 * standardError / length);
    assertEquals(
        bias * length * cosine / standardError,
        value(figures, "gradient-bias-t-decoder"),
        // The t-value has the variance 1, and a standard deviation of 1/√(2R) of itself besides.
        MonteCarlo.ALLOWED_STANDARD_ERRORS * 1.05);
  }

  @Test
  void tValuesOfAnUnbiasedEstimatorAreThoseOfNoise() {
    double[] mean = filled(0.1, 1);
    int repetitions = 40;
    double[] t = new double[repetitions];
    double squares = 0;
    for (int i = 0; i < repetitions; i++) {
      FakeGradients fake = new FakeGradients();
      fake.byObjective.put(
          MEASURED, ImmutableMap.of(ParameterGroup.ENCODER, normal("g" + i, mean, filled(1, 3))));
      fake.byObjective.put(
          TRUSTED, ImmutableMap.of(ParameterGroup.ENCODER, normal("h" + i, mean, filled(4, 2))));
      GradientStatistics metric =
          new GradientStatistics(Optional.of(MEASURED), Optional.of(TRUSTED), 60, 30, "gradient");
      t[i] = value(fake.measure(metric, MEASURED), "gradient-bias-t-encoder");
      squares += t[i] * t[i] / repetitions;
    }
    MonteCarlo.of(t).assertExpectation(0, "t");
    // Student's t with 59 degrees of freedom: variance 59/57, and its square's 2.2.
    assertEquals(
        59.0 / 57, squares, MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt(2.2 / repetitions));
  }

  @Test
  void aBiasAtRightAnglesIsNotSeenAndCommonNoiseCancels() {
    double[] mean = new double[PARAMETERS];
    mean[0] = 5;
    double[] deviation = new double[PARAMETERS];
    deviation[0] = 3;
    LongFunction<float[]> trusted = normal("common", mean, deviation);
    LongFunction<float[]> sideways =
        draw -> {
          float[] values = trusted.apply(draw);
          values[1] = 7;
          return values;
        };
    ImmutableMap<String, Estimate> figures = compare(sideways, trusted);
    assertEquals(0, value(figures, "gradient-bias-decoder"));
    assertEquals(0, value(figures, "gradient-bias-t-decoder"));
    LongFunction<float[]> longer =
        draw -> {
          float[] values = trusted.apply(draw);
          values[0] += draw % 2 == 0 ? 0.25f : 0.75f;
          return values;
        };
    // Pair by pair the difference is 0.5 ± 0.25, whatever the noise that both share.
    assertEquals(
        0.5 / (0.25 / Math.sqrt(DRAWS - 1)),
        value(compare(longer, trusted), "gradient-bias-t-decoder"),
        1e-3); // Sums of 32-bit floats of order 10.
  }

  @Test
  void aBiasThatIsNoNumberIsLeftOut() {
    LongFunction<float[]> one = draw -> new float[] {1, 0};
    LongFunction<float[]> two = draw -> new float[] {2, 0};
    ImmutableMap<String, Estimate> figures = compare(two, one);
    assertEquals(1, value(figures, "gradient-bias-decoder"));
    assertFalse(figures.containsKey("gradient-bias-t-decoder"), "an error of 0");
    LongFunction<float[]> alternating = draw -> new float[] {draw % 2 == 0 ? 1 : -1, 0};
    figures = compare(draw -> new float[] {draw % 2 == 0 ? 2 : -1, 0}, alternating);
    figures.values().forEach(figure -> assertTrue(Double.isFinite(figure.value())));
  }

  @Test
  void theDirectionComesFromDrawsThatAreNotCompared() {
    FakeGradients fake = new FakeGradients();
    double[] mean = filled(1, 2);
    double[] deviation = filled(1, 2);
    LongFunction<float[]> gradient = normal("g", mean, deviation);
    fake.byObjective.put(
        MEASURED,
        ImmutableMap.of(ParameterGroup.ENCODER, gradient, ParameterGroup.DECODER, gradient));
    fake.byObjective.put(
        TRUSTED,
        ImmutableMap.of(
            ParameterGroup.ENCODER, normal("h", mean, deviation), ParameterGroup.PRIOR, gradient));
    ImmutableMap<String, Estimate> figures = fake.measure(withReference(), MEASURED);
    Set<Long> all = IntStream.range(0, DRAWS).asLongStream().boxed().collect(Collectors.toSet());
    assertEquals(all, fake.draws.get(MEASURED));
    for (long draw = DRAWS; draw < DRAWS + DRAWS / 2; draw++) {
      all.add(draw);
    }
    assertEquals(all, fake.draws.get(TRUSTED));
    assertEquals(
        ImmutableSet.of(IntStream.range(0, 30).boxed().collect(Collectors.toList())),
        fake.batches,
        "one fixed batch");
    assertEquals(List.of("gradient"), fake.streams);
    assertEquals(DRAWS + DRAWS / 2, fake.progress.size());
    assertEquals(COUNT, fake.progress.get(fake.progress.size() - 1));
    // No bias where either does not move the group; no other number knows of the reference.
    assertFalse(figures.containsKey("gradient-bias-decoder"));
    assertFalse(figures.containsKey("gradient-norm-prior"));
    assertTrue(figures.containsKey("gradient-bias-encoder"));
    assertEquals(
        figures.get("gradient-snr-encoder"),
        measureNormal(mean, deviation).get("gradient-snr-encoder"));
  }

  @Test
  void withoutAnObjectiveItIsTheTrialsOwn() {
    FakeGradients fake = new FakeGradients();
    fake.byObjective.put(
        MEASURED, ImmutableMap.of(ParameterGroup.PRIOR, normal("g", filled(1, 1), filled(1, 1))));
    GradientStatistics metric =
        new GradientStatistics(Optional.empty(), Optional.empty(), 7, 1000, "own");
    ImmutableMap<String, Estimate> figures = fake.measure(metric, MEASURED);
    assertEquals(
        ImmutableSet.of("own-norm-prior", "own-variance-prior", "own-snr-prior"), figures.keySet());
    assertEquals(List.of("own"), fake.streams);
    assertEquals(COUNT, figures.get("own-snr-prior").n(), "all that there are");
    assertEquals(List.of(6, 12, 19, 25, 32, 38, 45), fake.progress);
  }

  @Test
  void columnsAreThoseThatMayBeFilled() {
    assertEquals(
        List.of("gradient-norm-", "gradient-variance-", "gradient-snr-"),
        plain().columns().stream()
            .map(Column::name)
            .filter(name -> name.endsWith("encoder"))
            .map(name -> name.replace("encoder", ""))
            .toList());
    assertEquals(15, withReference().columns().size());
    String snr =
        new GradientStatistics(Optional.empty(), Optional.empty(), 200, 1, "g")
            .columns()
            .get(2)
            .description();
    assertTrue(snr.contains("0.056 if there is no signal"), snr);
    assertTrue(withReference().columns().stream().allMatch(Column::optional));
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals(
        "draws must be at least 2 but is 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new GradientStatistics(Optional.empty(), Optional.empty(), 1, 1, "g"))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new GradientStatistics(Optional.empty(), Optional.empty(), 2, 0, "g"));
    assertEquals(
        "name must be letters, digits and hyphens but is \"a.b\"",
        assertThrows(
                IllegalArgumentException.class,
                () -> new GradientStatistics(Optional.empty(), Optional.empty(), 2, 1, "a.b"))
            .getMessage());
  }

  @Test
  void momentsAreThoseOfTwoPasses() {
    // A mean far above the deviation: sums of squares in one pass would lose all digits.
    VectorMoments moments = new VectorMoments();
    float[] values = {4_000_001f, 4_000_002f, 4_000_003f, 4_000_006f};
    for (float value : values) {
      moments.add(new float[] {value, 1});
    }
    double mean = Floats.asList(values).stream().mapToDouble(v -> v).average().orElseThrow();
    double variance = Arrays.stream(new double[] {-2, -1, 0, 3}).map(v -> v * v).sum() / 3;
    assertEquals(variance / 2, moments.meanVariance(), 1e-9);
    assertEquals(mean / Math.sqrt(variance), moments.signalToNoise().orElseThrow(), 1e-3);
    double length = Math.hypot(mean, 1);
    assertArrayEquals(new double[] {mean / length, 1 / length}, moments.direction(), 1e-15);
    assertEquals(Math.sqrt(mean * mean + 1 - variance / 4), moments.norm(), 1e-6);
  }
}
