package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.compression.BitsBackCoder;
import org.lowerbound.compression.RansStack;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.compression.BitsBack;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.Time;
import org.tensorflow.ndarray.Shape;

/** One small training serves all tests of codes. */
class CompressionTest {
  private static final int SIDE = 8;
  private static final int PIXELS = SIDE * SIDE;
  private static final int TRAIN = 1000;
  private static final int TEST = 400;
  private static final int EPOCHS = 10;
  private static final long SEED = 5;

  @TempDir static Path folder;
  private static TrialOutcome outcome;
  private static TrialSpec spec;
  private static Dataset images;
  private static TrainedModel model;
  private static Examples examples;

  @BeforeAll
  static void train() {
    images =
        Trials.dataset(
            Shape.of(SIDE, SIDE, 1),
            ValueKind.BINARY,
            FreshDraw.NOTHING,
            ImmutableMap.of(
                Split.TRAIN, squares("train", TRAIN), Split.TEST, squares("test", TEST)));
    TrialSpec plain =
        Trials.spec(
            images,
            Trials.bernoulliVae(),
            Trials.elbo(),
            Trials.adam(),
            Trials.epochs(EPOCHS),
            SEED);
    spec =
        new TrialSpec(
            plain.dataset(),
            plain.model(),
            plain.objective(),
            plain.optimizer(),
            plain.training(),
            new EvaluationSpec(
                ImmutableList.of(
                    new ElboMetric(50, KlEstimator.CLOSED_FORM), new BitsBack(TEST, 10)),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()),
            SEED);
    outcome = Trials.run(spec, images, new Trials.Recorder(), folder);
    model = open(spec.model(), images, 0);
    examples = Examples.of(images, Split.TEST, SEED);
  }

  private static TrainedModel open(ModelSpec of, Dataset data, float moved) {
    ImmutableMap<String, float[]> variables =
        Trials.checkpoints(folder).end(outcome.steps().all()).checkpoint().variables();
    if (moved != 0) {
      ImmutableMap.Builder<String, float[]> others = ImmutableMap.builder();
      variables.forEach(
          (name, values) -> {
            float[] copy = values.clone();
            copy[copy.length - 1] += moved;
            others.put(name, copy);
          });
      variables = others.buildOrThrow();
    }
    return TrainedModel.open(
        of,
        TrialSpec.observed(data),
        new TrainedState(variables, false, new Time(EPOCHS * 100, 100)),
        SEED);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** A square anywhere, with noise. */
  private static Observations squares(String name, int count) {
    RandomStream stream = new RandomStream(1, name);
    byte[] bits = new byte[count * PIXELS];
    for (int n = 0; n < count; n++) {
      int top = stream.nextInt(SIDE - 3);
      int left = stream.nextInt(SIDE - 3);
      for (int i = 0; i < PIXELS; i++) {
        int y = i / SIDE - top;
        int x = i % SIDE - left;
        boolean inside = y >= 0 && y < 4 && x >= 0 && x < 4;
        bits[n * PIXELS + i] = (byte) (inside != stream.nextDouble() < 0.03 ? 1 : 0);
      }
    }
    return new Observations.Bytes(bits, count, PIXELS);
  }

  @Test
  void theRateIsTheNegativeElbo() {
    double nats = -outcome.metrics().get("elbo").value();
    Estimate rate = outcome.metrics().get("bits-back-rate");
    // Each code has its own draw of z, and rounding costs a little.
    assertEquals(nats / Math.log(2) / PIXELS, rate.value(), 0.02 * rate.value());
    assertEquals(TEST, rate.n());
    assertTrue(nats < PIXELS * Math.log(2) * 0.8, "nothing was learned: " + nats);
    assertTrue(outcome.metrics().get("png").value() > 1, "its headers alone are longer");
    assertTrue(
        rate.caveats().findings().get(0).contains("starting bits are not charged"),
        rate.caveats().findings().toString());
  }

  @Test
  void theModelOfAFileCodesAsTheMetric() {
    TrainedModel.Coding coding = model.coding(10);
    BitsBackCoder coder = new BitsBackCoder(coding.model());
    RansStack message = RansStack.starting(0);
    for (int i = 0; i < TEST; i++) {
      coder.append(message, symbols(coding, i));
    }
    // The same numbers in another graph, whose sums may round in another order.
    assertEquals(
        outcome.metrics().get("bits-back-rate").value(), message.netBits() / TEST / PIXELS, 1e-3);
    double elbo = Arrays.stream(model.elbo(examples, 50).toArray()).average().orElseThrow();
    assertEquals(outcome.metrics().get("elbo").value(), elbo, 0.2);
    // Another process: a model of its own reads it.
    try (TrainedModel other = open(spec.model(), images, 0)) {
      assertEquals(model.fingerprint(), other.fingerprint());
      TrainedModel.Coding same = other.coding(10);
      RansStack read = RansStack.of(message.head(), message.tail());
      for (int i = TEST - 1; i >= 0; i--) {
        int[] symbols = new BitsBackCoder(same.model()).pop(read);
        assertArrayEquals(symbols(coding, i), symbols);
        assertArrayEquals(examples.observations().row(i), same.levels().values(symbols));
      }
      assertTrue(read.holdsOnlyStartingBits(0, message.startingWords()));
    }
  }

  private static int[] symbols(TrainedModel.Coding coding, int row) {
    return coding.levels().symbols(examples.observations().values(), row, PIXELS);
  }

  @Test
  void anotherModelHasAnotherFingerprint() {
    try (TrainedModel moved = open(spec.model(), images, 1e-3f)) {
      assertNotEquals(model.fingerprint(), moved.fingerprint());
    }
  }

  @Test
  void whatHasNoCodeIsRefusedByName() {
    Dataset numbers = Trials.realNumbers();
    TrialSpec real =
        Trials.spec(
            numbers, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(1), SEED);
    try (ModelGraph graph = ModelGraph.build(real.model(), TrialSpec.observed(numbers), SEED)) {
      TrainedNodes nodes = new TrainedNodes(graph);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> nodes.coding("a code", 10));
      assertTrue(e.getMessage().contains("only bits and grey levels"), e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new BitsBack(100, 15));
    assertThrows(IllegalArgumentException.class, () -> new BitsBack(1, 1).checkFits(numbers));
  }
}
