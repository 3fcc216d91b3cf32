package org.lowerbound.evaluation.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Condition;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.picture.Series;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.TypeNames;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Bayes' rule on normal classes, whose p(y | x) is known. */
final class BayesRuleTest {
  private static final int COUNT = 60;
  private static final int CLASSES = 3;
  private static final double[][] MEANS = {{0, 0}, {2, 0}, {0, 1.5}};

  /** The classes' parts of the training split. */
  private static final double[] PRIOR = {0.5, 0.25, 0.25};

  /** 32-bit log-densities of a few nats, of which differences are taken. */
  private static final double ROUNDING = 1e-5;

  /** p(x | y) = N(m_y, I), or N(m₀, I) whatever the label is. */
  private record Normals(boolean same) implements ExactEvidence {
    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
      float[] means = new float[2 * CLASSES];
      for (int i = 0; i < means.length; i++) {
        means[i] = (float) MEANS[same ? 0 : i / 2][i % 2];
      }
      Operand<TFloat32> mean =
          tf.linalg.matMul(
              pass.everyLabel("normals"),
              tf.reshape(tf.constant(means), tf.array(CLASSES, 2))); // [B, 2]
      Operand<TFloat32> square =
          GraphMath.sumEvent(tf, tf.math.square(tf.math.sub(observations, mean)));
      return tf.math.sub(
          tf.math.mul(square, tf.constant(-0.5f)), tf.constant((float) Math.log(2 * Math.PI)));
    }
  }

  private static int[] labels() {
    int[] labels = new int[COUNT];
    Arrays.setAll(labels, i -> i % 4 == 3 ? 0 : i % 4);
    return labels;
  }

  private static float[] values(double scale, double shift) {
    RandomStream stream = new RandomStream(3, "values");
    float[] values = new float[2 * COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (shift + MEANS[labels()[i / 2]][i % 2] + scale * stream.nextGaussian());
    }
    return values;
  }

  private static Dataset dataset(double shift) {
    Observations values = new Observations.Floats(values(1, shift), COUNT, 2);
    ImmutableMap<Split, Observations> splits =
        ImmutableMap.of(Split.TRAIN, values, Split.VALIDATION, values, Split.TEST, values);
    return Dataset.of(
            "normals",
            Shape.of(2),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            splits,
            Optional.empty(),
            Optional.empty())
        .withLabels(
            new Labels(
                CLASSES,
                ImmutableMap.of(
                    Split.TRAIN, labels(), Split.VALIDATION, labels(), Split.TEST, labels())));
  }

  private static BayesRule metric(ClassPrior prior, int samples, DatasetSpec... against) {
    return new BayesRule(
        new ClassEvidence(samples, prior),
        ImmutableList.of(0.9),
        COUNT,
        ImmutableList.copyOf(against),
        COUNT);
  }

  private static Evaluated evaluated(GraphHarness harness, Model model) {
    return new Evaluated(
        harness, model, harness.input(Shape.of(COUNT, 2), values(1, 0)), COUNT, dataset(0));
  }

  /** Returns log p(x, y) of an example for each class. */
  private static double[] joint(float[] x, int row, double[] prior) {
    double[] joint = new double[CLASSES];
    for (int y = 0; y < CLASSES; y++) {
      double a = x[2 * row] - MEANS[y][0];
      double b = x[2 * row + 1] - MEANS[y][1];
      joint[y] = Math.log(prior[y]) - (a * a + b * b) / 2 - Math.log(2 * Math.PI);
    }
    return joint;
  }

  private static double logSum(double[] logs) {
    return Math.log(Arrays.stream(logs).map(Math::exp).sum());
  }

  @Test
  void itIsTheClosedForm() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated runner = evaluated(harness, new Normals(false));
      ImmutableMap<String, Estimate> numbers = runner.measure(metric(ClassPrior.TRAINING, 1));
      float[] x = values(1, 0);
      double right = 0;
      for (int i = 0; i < COUNT; i++) {
        double[] joint = joint(x, i, PRIOR);
        double logP = logSum(joint);
        int label = labels()[i];
        double most = Arrays.stream(joint).max().orElseThrow();
        right += joint[label] == most ? 1 : 0;
        double entropy = 0;
        for (double log : joint) {
          entropy -= Math.exp(log - logP) * (log - logP);
        }
        assertEquals(-logP, runner.kept().get("bayes-nll")[i], ROUNDING);
        assertEquals(logP - joint[label], runner.kept().get("bayes-label-nll")[i], ROUNDING);
        assertEquals(logP, runner.kept().get("evidence")[i], ROUNDING);
        assertEquals(-entropy, runner.kept().get("entropy")[i], ROUNDING);
      }
      Estimate accuracy = numbers.get("bayes-accuracy");
      assertEquals(right / COUNT, accuracy.value(), 1e-12);
      assertTrue(accuracy.value() > 0.55, () -> "told apart: " + accuracy.value());
      assertEquals(0.5, accuracy.caveats().chance().orElseThrow().mean(), 1e-12);
      // −Σ p log p of the training split, which the test split is like.
      assertEquals(
          1.5 * Math.log(2),
          numbers.get("bayes-label-nll").caveats().chance().orElseThrow().mean(),
          1e-12);
      // The validation split of the harness is the split itself.
      assertEquals(0.9, numbers.get("entropy-coverage-90").value(), 1e-12);
      assertEquals(54, numbers.get("entropy-accuracy-90").n());
      double[] entropies = runner.kept().get("entropy");
      double[] correct = runner.kept().get("bayes-accuracy");
      assertEquals(
          IntStream.range(0, COUNT)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -entropies[i]))
              .limit(54)
              .mapToDouble(i -> correct[i])
              .average()
              .orElseThrow(),
          numbers.get("entropy-accuracy-90").value(),
          1e-12);
      assertTrue(
          runner.progress().stream().mapToInt(Integer::intValue).allMatch(done -> done <= COUNT));
    }
  }

  @Test
  void aUniformPriorIsAnother() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated runner = evaluated(harness, new Normals(false));
      var unused = runner.measure(metric(ClassPrior.UNIFORM, 1));
      double[] third = {1 / 3.0, 1 / 3.0, 1 / 3.0};
      for (int i = 0; i < COUNT; i++) {
        assertEquals(
            -logSum(joint(values(1, 0), i, third)), runner.kept().get("bayes-nll")[i], ROUNDING);
      }
    }
  }

  @Test
  void labelsThatSayNothingGiveChance() {
    try (GraphHarness harness = new GraphHarness()) {
      ImmutableMap<String, Estimate> numbers =
          evaluated(harness, new Normals(true)).measure(metric(ClassPrior.TRAINING, 1));
      assertEquals(0.5, numbers.get("bayes-accuracy").value(), 1e-12);
      assertEquals(1.5 * Math.log(2), numbers.get("bayes-label-nll").value(), ROUNDING);
      // All entropies are one but for rounding, which 60 examples are put into an order by.
      assertEquals(0.5, numbers.get("entropy-risk-area").value(), 0.2);
    }
  }

  @Test
  void whatIsFarFromAllClassesIsRejectedByItsEvidence() {
    Dataset far = dataset(30);
    DatasetSpec spec = source -> far;
    String name = TypeNames.of(spec);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated runner = evaluated(harness, new Normals(false));
      EvaluationScope graph = runner.graph();
      BayesRule metric = metric(ClassPrior.TRAINING, 1, spec);
      ImmutableMap<String, Estimate> numbers =
          metric
              .build(
                  harness.tf(),
                  new EvaluationScope(
                      graph.model(),
                      graph.observations(),
                      graph.pass(),
                      graph.noise(),
                      graph.dataset(),
                      graph.objective(),
                      graph.gradients(),
                      graph.classifiers(),
                      other -> far))
              .measure(runner);
      assertEquals(1, numbers.get("auroc-bayes-evidence-" + name).value(), 1e-12);
      assertEquals(0, numbers.get("evidence-accepted-90-" + name).value(), 1e-12);
      // So far out one class is much nearer than the others: the entropy knows nothing of it.
      assertEquals(1, numbers.get("entropy-accepted-90-" + name).value(), 0.1);
      assertEquals(
          ImmutableList.copyOf(
              metric.columns().stream().map(column -> column.name()).sorted().toList()),
          ImmutableList.copyOf(numbers.keySet().stream().sorted().toList()));
    }
  }

  /** x = W z + V y + b + 0.7 ε: of each label a normal distribution with one covariance. */
  @Test
  void aConditionalVaeWithALinearDecoderHasItsClosedForm() {
    Mlp linear = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
    Vae vae =
        new Vae(
            1,
            linear,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            linear,
            new NormalLikelihood(new Scale.Fixed(0.7), OutputBias.ZEROS),
            new Corruption.None(),
            new Condition.Label());
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Model model =
          vae.build(
              parameters.scope(
                  new ObservedData(
                      Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0), CLASSES)));
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(
                      input,
                      Draws.normal(
                          name,
                          harness.get(input).length,
                          0,
                          name.startsWith("decoder") ? 1 : 0.1)));
      Evaluated runner = evaluated(harness, model);
      var unused = runner.measure(metric(ClassPrior.UNIFORM, 4000));
      float[] w = parameters.values("decoder.loc.weights"); // [1 + classes, 2]
      float[] bias = parameters.values("decoder.loc.bias");
      float[] x = values(1, 0);
      double error = 0;
      for (int i = 0; i < COUNT; i++) {
        double[] joint = new double[CLASSES];
        for (int y = 0; y < CLASSES; y++) {
          joint[y] =
              -Math.log(CLASSES)
                  + logNormal(
                      x[2 * i] - bias[0] - w[2 + 2 * y],
                      x[2 * i + 1] - bias[1] - w[3 + 2 * y],
                      w[0],
                      w[1],
                      0.49);
        }
        double expected = logSum(joint) - joint[labels()[i]];
        error += Math.abs(expected - runner.kept().get("bayes-label-nll")[i]) / COUNT;
      }
      // 4000 weights of some spread: a few hundredths of a nat each.
      assertEquals(0, error, 0.05);
    }
  }

  /** log N((a, b); 0, u uᵀ + s I) with u = (c, d). */
  private static double logNormal(double a, double b, double c, double d, double s) {
    double determinant = (c * c + s) * (d * d + s) - c * d * c * d;
    double square = ((d * d + s) * a * a - 2 * c * d * a * b + (c * c + s) * b * b) / determinant;
    return -square / 2 - Math.log(2 * Math.PI) - Math.log(determinant) / 2;
  }

  @Test
  void theFigureHasALineForEachScore() {
    ClassBeliefs beliefs =
        ClassBeliefs.ofJoint(
            List.of(new double[] {-1, -2, -3}, new double[] {-4, -2.1, -1}),
            new double[] {Math.log(0.5), Math.log(0.5)});
    ImmutableList<Series> series = AccuracyOverCoverage.series(beliefs, new int[] {0, 1, 1});
    assertEquals(2, series.size());
    // By evidence the first, the third, then the second, which alone is told wrong.
    assertEquals(List.of(1 / 3.0, 2 / 3.0, 1.0), series.get(0).x().asList());
    assertEquals(1, series.get(0).y().get(1), 1e-12);
    assertEquals(2 / 3.0, series.get(0).y().get(2), 1e-12);
  }

  @Test
  void aModelThatLooksAtNoLabelsIsRefused() {
    ExactEvidence blind =
        new ExactEvidence() {
          @Override
          public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
            return GraphMath.sumEvent(tf, observations);
          }
        };
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated runner = evaluated(harness, blind);
      assertEquals(
          "bayes-rule needs a model that looks at labels, p(x | y): a vae with \"condition\":"
              + " \"label\" or with the prior conditional, autoregressive with \"conditional\":"
              + " true, per-class",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> runner.measure(metric(ClassPrior.UNIFORM, 1)))
              .getMessage());
    }
    assertEquals(
        "coverages lie between 0 and 1, but one is 1.0",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new BayesRule(
                        new ClassEvidence(1, ClassPrior.UNIFORM),
                        ImmutableList.of(1.0),
                        1,
                        ImmutableList.of(),
                        2))
            .getMessage());
  }
}
