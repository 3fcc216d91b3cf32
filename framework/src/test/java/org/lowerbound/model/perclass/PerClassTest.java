package org.lowerbound.model.perclass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.autoregressive.Autoregressive;
import org.lowerbound.model.flow.NormalizingFlow;
import org.lowerbound.model.flow.Preprocess;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.linear.ProbabilisticPca;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Normalization;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.BitStrings;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class PerClassTest {
  private static final int CLASSES = 2;
  private static final int BITS = 3;
  private static final int STRINGS = 1 << BITS;
  private static final ModelSpec BIT_MODEL =
      new Autoregressive(
          new MaskedMlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()),
          new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
          false);

  private static ObservedData observed(ValueKind kind, int dimension, int classes) {
    double[] mean = new double[dimension];
    Arrays.fill(mean, 0.4);
    return new ObservedData(Shape.of(dimension), kind, ImmutableDoubleArray.copyOf(mean), classes);
  }

  /** A model for each class in a harness, its parameters moved. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final PerClassModel model;

    Built(ModelSpec ofClass, ObservedData observed) {
      this.model = (PerClassModel) new PerClass(ofClass).build(parameters.scope(observed));
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0.5, 0.5)));
    }

    Pass labels(int count, int... turns) {
      float[] oneHot = new float[count * CLASSES];
      for (int i = 0; i < count; i++) {
        oneHot[i * CLASSES + turns[i % turns.length]] = 1;
      }
      return Pass.evaluation().withLabels(harness.input(Shape.of(count, CLASSES), oneHot));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  @Test
  void everyClassHasTheLikelihoodOfItsOwnModel() {
    ModelSpec ppca = new ProbabilisticPca(1, new Normal(1), 1);
    ObservedData reals = observed(ValueKind.REAL, 3, CLASSES);
    float[] x = Draws.normal("x", 3 * 6, 0, 1);
    try (Built built = new Built(ppca, reals)) {
      float[] logProb =
          built.harness.run(
              built.model.logProb(
                  built.harness.tf(),
                  built.harness.input(Shape.of(6, 3), x),
                  built.labels(6, 0, 1)));
      for (int y = 0; y < CLASSES; y++) {
        try (GraphHarness harness = new GraphHarness()) {
          InputParameters alone = new InputParameters(harness, 4);
          float[] shift = built.parameters.values("class%d.decoder.shift".formatted(y));
          double[] mean = new double[3];
          Arrays.setAll(mean, i -> reals.mean().get(i) + shift[i]);
          ExactEvidence model =
              (ExactEvidence)
                  ppca.build(
                      alone.scope(
                          new ObservedData(
                              reals.shape(),
                              ValueKind.REAL,
                              ImmutableDoubleArray.copyOf(mean),
                              CLASSES)));
          for (Map.Entry<String, Operand<TFloat32>> parameter : alone.byName().entrySet()) {
            harness.set(
                parameter.getValue(),
                built.parameters.values("class%d.%s".formatted(y, parameter.getKey())));
          }
          float[] own =
              harness.run(
                  model.logProb(harness.tf(), harness.input(Shape.of(6, 3), x), Pass.evaluation()));
          for (int i = y; i < 6; i += CLASSES) {
            assertEquals(own[i], logProb[i], 1e-6 * Math.abs(own[i]));
          }
        }
      }
      assertTrue(Math.abs(logProb[0] - logProb[1]) > 1e-3);
    }
  }

  /** Of PPCA μ is the mean of its own class, where the gradient of the likelihood is 0. */
  @Test
  void aLinearModelHasTheMeanOfItsOwnClass() {
    ObservedData reals = observed(ValueKind.REAL, 3, CLASSES);
    float[] x = Draws.normal("x", 3 * 6, 0, 1);
    try (Built built = new Built(new ProbabilisticPca(1, new Normal(1), 1), reals)) {
      Operand<TFloat32> sum =
          built
              .harness
              .tf()
              .reduceSum(
                  built.model.logProb(
                      built.harness.tf(),
                      built.harness.input(Shape.of(6, 3), x),
                      built.labels(6, 0, 1)),
                  built.harness.tf().constant(0));
      for (int y = 0; y < CLASSES; y++) {
        Operand<TFloat32> shift =
            built.parameters.byName().get("class%d.decoder.shift".formatted(y));
        float[] toMean = new float[3];
        for (int i = 0; i < 3; i++) {
          for (int row = y; row < 6; row += CLASSES) {
            toMean[i] += x[3 * row + i] / 3;
          }
          toMean[i] -= (float) reals.mean().get(i);
        }
        built.harness.set(shift, new float[3]);
        float[] before = built.harness.run(built.harness.gradient(sum, shift));
        assertTrue(Math.abs(before[0]) + Math.abs(before[1]) + Math.abs(before[2]) > 0.1);
        built.harness.set(shift, toMean);
        assertArrayEquals(
            new float[3], built.harness.run(built.harness.gradient(sum, shift)), 1e-4f);
      }
    }
  }

  @Test
  void theObservationsOfAClassHaveMassOneAndItsDrawsAreLikeThem() {
    try (Built built = new Built(BIT_MODEL, observed(ValueKind.BINARY, BITS, CLASSES))) {
      int count = 4000;
      float[] drawn =
          built.harness.run(
              built.model.sample(
                  built.harness.tf(),
                  built.harness.noise(1, "sample"),
                  count * CLASSES,
                  built.labels(count * CLASSES, 0, 1)));
      float[] bits = BitStrings.all(BITS);
      for (int y = 0; y < CLASSES; y++) {
        float[] logProb =
            built.harness.run(
                built.model.logProb(
                    built.harness.tf(),
                    built.harness.input(Shape.of(STRINGS, BITS), bits),
                    built.labels(STRINGS, y)));
        double sum = 0;
        double ones = 0;
        for (int i = 0; i < STRINGS; i++) {
          sum += Math.exp(logProb[i]);
          ones += bits[i * BITS] * Math.exp(logProb[i]);
        }
        assertEquals(1, sum, 1e-5);
        double[] first = new double[count];
        for (int k = 0; k < count; k++) {
          first[k] = drawn[(k * CLASSES + y) * BITS];
        }
        MonteCarlo.of(first).assertExpectation(ones, "first bit of class " + y);
      }
    }
  }

  @Test
  void examplesOfAClassMoveItsOwnModelAlone() {
    try (Built built = new Built(BIT_MODEL, observed(ValueKind.BINARY, BITS, CLASSES))) {
      Operand<TFloat32> sum =
          built
              .harness
              .tf()
              .reduceSum(
                  built.model.logProb(
                      built.harness.tf(),
                      built.harness.input(Shape.of(STRINGS, BITS), BitStrings.all(BITS)),
                      built.labels(STRINGS, 0)),
                  built.harness.tf().constant(0));
      built
          .parameters
          .byName()
          .forEach(
              (name, parameter) -> {
                float[] gradient = built.harness.run(built.harness.gradient(sum, parameter));
                if (name.startsWith("class1.")) {
                  assertArrayEquals(new float[gradient.length], gradient, name);
                }
              });
      float[] ofOwn =
          built.harness.run(
              built.harness.gradient(
                  sum, built.parameters.byName().get("class0.network.logits.bias")));
      assertTrue(ofOwn[0] != 0);
    }
  }

  /** The means of a batch are of all classes, whatever the gradients are of. */
  @Test
  void whatLearnsOfAllClassesIsRefused() {
    Mlp normalized =
        new Mlp(
            ImmutableList.of(4),
            Activation.TANH,
            new LayerOptions(new GlorotUniform(), new Normalization.Batch(0.9, 1e-5), 0),
            false);
    ModelSpec flow =
        new NormalizingFlow(
            new StandardNormalPrior(), new RealNvpFlow(2, normalized, 0), new Preprocess.None());
    try (Built built = new Built(flow, observed(ValueKind.REAL, 3, CLASSES))) {
      Operand<TFloat32> x = built.harness.input(Shape.of(6, 3), Draws.normal("x", 3 * 6, 0, 1));
      Operand<TFloat32> labels = built.labels(6, 0, 1).labels().orElseThrow();
      Pass training = Pass.training(built.harness.noise(1, "n")).withLabels(labels);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> built.model.logProb(built.harness.tf(), x, training))
              .getMessage();
      assertTrue(
          message.endsWith(
              " is learnt without a gradient, as by batch normalization, and in per-class from the"
                  + " examples of all classes; the normalizations \"layer\" and \"weight\" work"),
          message);
    }
  }

  @Test
  void itNeedsLabels() {
    assertEquals(
        "the model per-class needs labels, but the data set gives none; \"labels\": true gives them"
            + " with mnist, fashion-mnist and sprites",
        assertThrows(
                IllegalArgumentException.class,
                () -> new PerClass(BIT_MODEL).checkFits(observed(ValueKind.BINARY, BITS, 0)))
            .getMessage());
  }
}
