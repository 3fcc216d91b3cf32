package org.lowerbound.objective.supervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lowerbound.data.Labels;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.ClassModelInGraph;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GivenLabeled;
import org.lowerbound.testing.GivenNoise;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The bounds of Kingma et al. (2014) on labelled and unlabelled examples, and their weights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SemiSupervisedTest {
  private static final int CLASSES = ClassModelInGraph.CLASSES;
  private static final int DIMENSION = 4;
  private static final int LATENTS = 2;

  /** Six training examples, two of which have a label. */
  private static final int[] LABELS = {
    2, Labels.UNKNOWN, Labels.UNKNOWN, 0, Labels.UNKNOWN, Labels.UNKNOWN
  };

  private static final ImmutableList<Integer> LABELED = ImmutableList.of(0, 3);
  private static final int N = LABELS.length;
  private static final double ALPHA = 0.7;

  /** Sums of a few dozen floats near 1, the sigmoid and the exponential among them. */
  private static final double ROUNDING = 1e-5;

  private final ClassSum exact = new ClassSum.Exact();
  private GraphHarness harness;
  private ClassModelInGraph host;
  private float[] bits;

  @BeforeAll
  void build() {
    harness = new GraphHarness();
    host = ClassModelInGraph.ofBits(harness);
    bits = Draws.bits("x", N * DIMENSION);
  }

  @AfterAll
  void close() {
    harness.close();
  }

  private static SemiSupervised objective(ClassSum sum, int draws, int labeled) {
    return new SemiSupervised(ALPHA, draws, KlEstimator.CLOSED_FORM, sum, labeled);
  }

  private double[] x(int row) {
    return IntStream.range(0, DIMENSION).mapToDouble(d -> bits[row * DIMENSION + d]).toArray();
  }

  private Operand<TFloat32> observations(int... rows) {
    float[] values = new float[rows.length * DIMENSION];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(bits, rows[i] * DIMENSION, values, i * DIMENSION, DIMENSION);
    }
    return harness.input(Shape.of(rows.length, DIMENSION), values);
  }

  private Operand<TFloat32> oneHot(int... rows) {
    float[] values = new float[rows.length * CLASSES];
    for (int i = 0; i < rows.length; i++) {
      if (LABELS[rows[i]] != Labels.UNKNOWN) {
        values[i * CLASSES + LABELS[rows[i]]] = 1;
      }
    }
    return harness.input(Shape.of(rows.length, CLASSES), values);
  }

  private Batch batch(NoiseSource noise, int... drawn) {
    return new Batch(
        observations(drawn),
        drawn.length,
        Shape.of(DIMENSION),
        noise,
        Pass.evaluation().withLabels(oneHot(drawn)));
  }

  /** Returns the scope of a step whose batch has some rows, and which draws given ones besides. */
  private ObjectiveScope scope(NoiseSource ofLatents, int[] rows, int... drawn) {
    return scope(LABELED.size(), ofLatents, rows, drawn);
  }

  private ObjectiveScope scope(long labeledCount, NoiseSource ofLatents, int[] rows, int... drawn) {
    ObjectiveScope scope =
        new ObjectiveHarness(harness, host.model(), observations(rows), N)
            .scope(Pass.evaluation().withSomeLabels(oneHot(rows)));
    return new ObjectiveScope(
        scope.batch().withNoise(ofLatents),
        N,
        scope.schedules(),
        scope.parameters(),
        scope.squaredNorm(),
        scope.noise(),
        scope.streams(),
        new GivenLabeled(
            labeledCount,
            drawn.length == 0 ? Optional.empty() : Optional.of(batch(ofLatents, drawn))));
  }

  /** Returns what an example adds to the objective, where its bounds are given by class. */
  private double ofExample(int row, double... bounds) {
    double[] logs = host.logClasses(x(row));
    if (LABELS[row] != Labels.UNKNOWN) {
      return bounds[LABELS[row]];
    }
    double sum = 0;
    for (int y = 0; y < CLASSES; y++) {
      sum += Math.exp(logs[y]) * (bounds[y] - logs[y]);
    }
    return sum;
  }

  @Test
  void theSumOverClassesIsThatOfTheHost() {
    int draws = 3;
    int rows = CLASSES * N;
    float[] noise = Draws.normal("noise", draws * rows * LATENTS, 0, 1);
    NoiseSource given = new GivenNoise(harness.input(Shape.of(draws, rows, LATENTS), noise));
    Loss loss =
        objective(exact, draws, 0).build(harness.tf(), host.model(), scope(given, rowsOfAll()));
    double expected = 0;
    for (int n = 0; n < N; n++) {
      double[] bounds = new double[CLASSES];
      for (int y = 0; y < CLASSES; y++) {
        for (int k = 0; k < draws; k++) {
          int at = (k * rows + y * N + n) * LATENTS;
          bounds[y] += host.bound(x(n), y, noise[at], noise[at + 1]) / draws;
        }
      }
      expected += ofExample(n, bounds) / N;
    }
    assertEquals(expected, harness.scalar(loss.bound()), ROUNDING * Math.abs(expected));
    double crossEntropy =
        LABELED.stream()
            .mapToDouble(n -> -host.logClasses(x(n))[LABELS[n]])
            .average()
            .orElseThrow();
    assertEquals(
        crossEntropy, harness.scalar(loss.metrics().get("cross-entropy")), ROUNDING * crossEntropy);
    assertEquals(
        ALPHA * crossEntropy - expected,
        harness.scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER)),
        ROUNDING * Math.abs(expected));
  }

  private static int[] rowsOfAll() {
    return IntStream.range(0, N).toArray();
  }

  /** With ε = 0 a bound is a function of its example: means over batches are then exact. */
  @Test
  void theExpectationOverBatchesIsTheObjectiveOfTheData() {
    double[] bounds = new double[CLASSES];
    double expected = 0;
    double crossEntropy = 0;
    for (int n = 0; n < N; n++) {
      for (int y = 0; y < CLASSES; y++) {
        bounds[y] = host.bound(x(n), y, 0, 0);
      }
      expected += ofExample(n, bounds) / N;
    }
    for (int n : LABELED) {
      crossEntropy -= host.logClasses(x(n))[LABELS[n]] / LABELED.size();
    }
    int[][] batches = {{0, 1, 2}, {3, 4, 5}};
    assertMean(expected, crossEntropy, new int[][] {{}, {}}, 0, batches);
    // One labelled example in each step, whatever the batch has; then both of them.
    assertMean(
        expected, crossEntropy, new int[][] {{3}, {0}}, 1, new int[][] {{0, 3, 1}, {2, 4, 5}});
    assertMean(expected, crossEntropy, new int[][] {{0, 3}, {3, 0}}, 9, batches);
  }

  private void assertMean(
      double expected, double crossEntropy, int[][] drawn, int labeled, int[][] batches) {
    double found = 0;
    double foundEntropy = 0;
    for (int step = 0; step < batches.length; step++) {
      int rows = CLASSES * batches[step].length + drawn[step].length;
      NoiseSource none =
          new GivenNoise(harness.input(Shape.of(1, rows, LATENTS), new float[rows * LATENTS]));
      Loss loss =
          objective(exact, 1, labeled)
              .build(harness.tf(), host.model(), scope(none, batches[step], drawn[step]));
      List<float[]> values =
          harness.run(List.of(loss.bound(), loss.metrics().get("cross-entropy")));
      found += values.get(0)[0] / batches.length;
      foundEntropy += values.get(1)[0] / batches.length;
    }
    assertEquals(expected, found, ROUNDING * Math.abs(expected));
    assertEquals(crossEntropy, foundEntropy, ROUNDING * crossEntropy);
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    ClassSum relaxed = new ClassSum.Relaxed(new ConstantSchedule(0.9));
    for (SemiSupervised objective : List.of(objective(exact, 2, 0), objective(relaxed, 1, 2))) {
      Loss loss =
          objective.build(
              harness.tf(), host.model(), scope(harness.noise(1, "z"), rowsOfAll(), 3, 0));
      for (ParameterGroup group : ParameterGroup.MODEL) {
        assertGradient(ObjectiveHarness.surrogate(loss, group), group);
      }
    }
  }

  private void assertGradient(Operand<TFloat32> surrogate, ParameterGroup group) {
    List<Operand<TFloat32>> inputs = host.parameters(group);
    List<float[]> gradients = harness.run(harness.gradients(surrogate, inputs));
    double largest = 0;
    for (int p = 0; p < inputs.size(); p++) {
      // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by 100.
      DirectionalDerivative.assertGradient(
          harness, surrogate, inputs.get(p), gradients.get(p), 3e-4, group.label() + " " + p);
      for (float value : gradients.get(p)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    assertTrue(largest > 0.005, "gradients that could not be told from 0");
  }

  /**
   * A relaxed class at a low temperature is one-hot, with the probabilities of q(y | x). No example
   * counts as labelled here, so that those beside the batch have no weight.
   */
  @Test
  void theRelaxedObjectiveHasTheExactOneForItsLimit() {
    int copies = 4000;
    int[] rows = new int[copies];
    Arrays.fill(rows, 1);
    NoiseSource none =
        new GivenNoise(
            harness.input(Shape.of(1, copies + 1, LATENTS), new float[(copies + 1) * LATENTS]));
    Loss loss =
        objective(new ClassSum.Relaxed(new ConstantSchedule(0.01)), 1, 1)
            .build(harness.tf(), host.model(), scope(0, none, rows, 0));
    assertThrows(IllegalArgumentException.class, loss::bound);
    double[] bounds = new double[CLASSES];
    for (int y = 0; y < CLASSES; y++) {
      bounds[y] = host.bound(x(1), y, 0, 0);
    }
    double found = 0;
    for (int r = 0; r < 10; r++) {
      harness.setStep(r);
      found += harness.scalar(loss.reported().get("relaxed-bound")) / 10;
    }
    harness.setStep(0);
    // Some hundredths of the draws are between two classes, whose bounds are a few tenths apart;
    // the standard error of 40,000 draws is 0.0005.
    assertEquals(ofExample(1, bounds), found, 0.01);
    double spread =
        Arrays.stream(bounds).max().orElseThrow() - Arrays.stream(bounds).min().orElseThrow();
    assertTrue(spread > 0.1, () -> "classes that make little difference: " + spread);
  }

  @Test
  void otherModelsAreRefused() {
    SmallVae vae = SmallVae.normal(harness);
    assertEquals(
        "semi-supervised needs a model with the class y of an observation among its latents;"
            + " semi-supervised-vae and stacked-semi-supervised-vae have",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    objective(exact, 1, 0)
                        .build(harness.tf(), vae.model(), vae.objectives(9).scope()))
            .getMessage());
  }
}
