package org.lowerbound.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.CausalConditional;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.CausalNetwork;
import org.lowerbound.network.ChannelOrder;
import org.lowerbound.network.Head;
import org.lowerbound.network.IncrementalNetwork;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What holds for every causal network: no output sees what comes later, each sees what came before,
 * the probabilities of all images sum to 1, and draws have them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CausalContract {
  /** Rows of a batch. A unit that is off for one of them is on for another. */
  private static final int ROWS = 6;

  private static final int DRAWS = 2_000;

  /** Numbers of a value in a head, more than one so that they are told apart from values. */
  private static final int NUMBERS = 2;

  /**
   * A network with what goes into it.
   *
   * @param label for the names of tests
   * @param architecture the network, for images of at most 12 values
   * @param observed the shape of an image, {@code [H, W, C]}
   * @param contextSize 0 for none
   * @param seesAll whether each output depends on every value before it; a network with a blind
   *     spot does not
   * @param smooth whether its outputs have derivatives everywhere
   */
  public record Case(
      String label,
      CausalArchitecture architecture,
      Shape observed,
      int contextSize,
      boolean seesAll,
      boolean smooth) {
    @Override
    public String toString() {
      return label;
    }
  }

  /** Returns the cases. */
  protected abstract List<Case> cases();

  /** Returns whether the networks can be run a part of an observation at a time. */
  protected boolean incremental() {
    return true;
  }

  /** A network in an order of channels. */
  record Ordered(Case of, ChannelOrder order) {
    @Override
    public String toString() {
      return of + ", " + order;
    }
  }

  final Stream<Ordered> ordered() {
    return cases().stream()
        .flatMap(of -> Stream.of(ChannelOrder.values()).map(order -> new Ordered(of, order)))
        // Of one channel both orders are the same.
        .filter(each -> each.order() == ChannelOrder.IN_TURN || each.of().observed().get(2) > 1);
  }

  /** A network in a harness, all of its parameters moved from where they start. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final Ops tf = harness.tf();
    final InputParameters parameters = new InputParameters(harness, 3);
    final Case of;
    final int places;
    final int values;
    final ImmutableList<Head> heads;
    final CausalNetwork network;
    final Operand<TFloat32> x;
    final Optional<Operand<TFloat32>> context;

    Built(Ordered ordered) {
      this.of = ordered.of();
      Shape observed = of.observed();
      this.places = ordered.order().places(observed);
      this.values = ordered.order().valuesOfPlace(observed);
      long channels = observed.get(2) / values;
      this.heads =
          ImmutableList.of(
              head("one", observed, channels), head("more", observed, NUMBERS * channels));
      this.network =
          of.architecture()
              .causal(parameters, "net", observed, of.contextSize(), ordered.order(), heads);
      move(harness, parameters);
      this.x = vectors("x", (int) observed.size());
      this.context =
          of.contextSize() == 0
              ? Optional.empty()
              : Optional.of(vectors("context", of.contextSize()));
    }

    private static Head head(String name, Shape observed, long channels) {
      Shape shape = Shape.of(observed.get(0), observed.get(1), channels);
      return new Head(name, shape, (stream, all) -> new float[(int) all.size()]);
    }

    Operand<TFloat32> vectors(String name, int size) {
      return harness.input(Shape.of(ROWS, size), Draws.normal(name, ROWS * size, 0, 1));
    }

    ImmutableList<Operand<TFloat32>> outputs(Pass pass) {
      return network.apply(tf, x, context, pass);
    }

    /** Returns all outputs times arbitrary numbers: a loss in which nothing cancels. */
    Operand<TFloat32> loss(Pass pass) {
      ImmutableList<Operand<TFloat32>> outputs = outputs(pass);
      ImmutableList.Builder<Operand<TFloat32>> terms = ImmutableList.builder();
      for (int h = 0; h < outputs.size(); h++) {
        int size = ROWS * heads.get(h).size();
        Operand<TFloat32> factors = tf.constant(Draws.normal("factors" + h, size, 0, 1));
        terms.add(
            tf.reduceSum(
                tf.math.mul(factors, tf.reshape(outputs.get(h), tf.array(size))), tf.constant(0)));
      }
      return tf.math.addN(terms.build());
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  /** Moves all parameters from where they start: no two weights cancel, and none is 0. */
  private static void move(GraphHarness harness, InputParameters parameters) {
    parameters
        .byName()
        .forEach(
            (name, input) -> {
              float[] values = harness.get(input);
              float[] moves = Draws.normal(name, values.length, 0, 0.2);
              for (int i = 0; i < values.length; i++) {
                values[i] += moves[i];
              }
              harness.set(input, values);
            });
  }

  @ParameterizedTest
  @MethodSource("ordered")
  final void theJacobianIsStrictlyTriangular(Ordered ordered) {
    try (Built built = new Built(ordered)) {
      ImmutableList<Operand<TFloat32>> outputs = built.outputs(Pass.evaluation());
      assertEquals(built.heads.size(), outputs.size());
      for (int h = 0; h < outputs.size(); h++) {
        int size = built.heads.get(h).size();
        assertEquals(Shape.of(ROWS, size), built.harness.shape(outputs.get(h)));
        Operand<TFloat32> pick = built.harness.input(Shape.of(size), new float[size]);
        Operand<TFloat32> slopes =
            built.harness.gradient(built.tf.math.mul(outputs.get(h), pick), built.x); // [ROWS, D]
        for (int output = 0; output < size; output++) {
          float[] one = new float[size];
          one[output] = 1;
          built.harness.set(pick, one);
          assertSees(
              built, output * built.places / size, built.harness.run(slopes), "output " + output);
        }
      }
    }
  }

  private static void assertSees(Built built, int place, float[] slopes, String what) {
    int dimension = (int) built.of.observed().size();
    for (int j = 0; j < dimension; j++) {
      float largest = 0;
      for (int row = 0; row < ROWS; row++) {
        largest = Math.max(largest, Math.abs(slopes[row * dimension + j]));
      }
      if (j / built.values >= place) {
        assertEquals(0, largest, what + " sees value " + j);
      } else if (built.of.seesAll()) {
        assertTrue(largest > 0, what + " does not see value " + j);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ordered")
  final void whatComesLaterDoesNotMoveABit(Ordered ordered) {
    try (Built built = new Built(ordered)) {
      ImmutableList<Operand<TFloat32>> outputs = built.outputs(Pass.evaluation());
      ImmutableList<float[]> before = built.harness.run(outputs);
      float[] at = built.harness.get(built.x);
      int dimension = (int) built.of.observed().size();
      for (int place = 0; place < built.places; place++) {
        float[] other = at.clone();
        for (int i = 0; i < other.length; i++) {
          other[i] = i % dimension / built.values < place ? other[i] : 3 - 2 * other[i];
        }
        built.harness.set(built.x, other);
        ImmutableList<float[]> after = built.harness.run(outputs);
        for (int h = 0; h < outputs.size(); h++) {
          int size = built.heads.get(h).size();
          int unmoved = (place + 1) * size / built.places;
          for (int row = 0; row < ROWS; row++) {
            assertArrayEquals(
                Arrays.copyOfRange(before.get(h), row * size, row * size + unmoved),
                Arrays.copyOfRange(after.get(h), row * size, row * size + unmoved),
                "place " + place);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ordered")
  final void everyOutputSeesAllOfTheContext(Ordered ordered) {
    if (ordered.of().contextSize() == 0) {
      return;
    }
    try (Built built = new Built(ordered)) {
      ImmutableList<Operand<TFloat32>> outputs = built.outputs(Pass.evaluation());
      for (int h = 0; h < outputs.size(); h++) {
        int size = built.heads.get(h).size();
        Operand<TFloat32> pick = built.harness.input(Shape.of(size), new float[size]);
        Operand<TFloat32> slopes =
            built.harness.gradient(
                built.tf.math.mul(outputs.get(h), pick), built.context.orElseThrow());
        for (int output = 0; output < size; output++) {
          float[] one = new float[size];
          one[output] = 1;
          built.harness.set(pick, one);
          float[] by = built.harness.run(slopes);
          for (int c = 0; c < built.of.contextSize(); c++) {
            float largest = 0;
            for (int row = 0; row < ROWS; row++) {
              largest = Math.max(largest, Math.abs(by[row * built.of.contextSize() + c]));
            }
            assertTrue(largest > 0, "output " + output + " does not see " + c);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ordered")
  final void everyParameterIsReadThroughThePass(Ordered ordered) {
    try (Built built = new Built(ordered)) {
      ImmutableList<Operand<TFloat32>> all =
          ImmutableList.copyOf(built.parameters.byName().values());
      ImmutableList<String> names = ImmutableList.copyOf(built.parameters.byName().keySet());
      assertTrue(names.stream().allMatch(name -> name.startsWith("net.")), names.toString());
      ImmutableList<float[]> slopes =
          built.harness.run(built.harness.gradients(built.loss(Pass.evaluation()), all));
      ImmutableList<float[]> frozen =
          built.harness.run(built.harness.gradients(built.loss(Pass.evaluation().freeze()), all));
      for (int p = 0; p < all.size(); p++) {
        assertTrue(largest(slopes.get(p)) > 0, names.get(p) + " has no gradient");
        assertEquals(0, largest(frozen.get(p)), names.get(p));
      }
    }
  }

  private static double largest(float... values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("ordered")
  final void gradientsAgreeWithFiniteDifferences(Ordered ordered) {
    if (!ordered.of().smooth()) {
      return;
    }
    try (Built built = new Built(ordered)) {
      Operand<TFloat32> loss = built.loss(Pass.evaluation());
      ImmutableList<String> names = ImmutableList.copyOf(built.parameters.byName().keySet());
      ImmutableList<Operand<TFloat32>> all =
          ImmutableList.copyOf(built.parameters.byName().values());
      ImmutableList<float[]> slopes = built.harness.run(built.harness.gradients(loss, all));
      for (int p = 0; p < all.size(); p++) {
        // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by 100.
        DirectionalDerivative.assertGradient(
            built.harness, loss, all.get(p), slopes.get(p), 1e-3, names.get(p));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ordered")
  final void outputsOfPartsAreThoseOfTheWhole(Ordered ordered) {
    try (Built built = new Built(ordered)) {
      assertEquals(incremental(), built.network instanceof IncrementalNetwork);
      if (!(built.network instanceof IncrementalNetwork network)) {
        return;
      }
      Pass pass = Pass.evaluation();
      ImmutableList<float[]> whole = built.harness.run(built.outputs(pass));
      ImmutableList<Operand<TFloat32>> kept =
          network.start(built.tf, built.tf.constant(ROWS), built.context, pass);
      assertEquals(0, built.places % network.parts(), "places of a part");
      ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
      for (int number = 0; number < network.parts(); number++) {
        IncrementalNetwork.Part part =
            network.part(built.tf, built.x, built.tf.constant(number), kept, pass);
        outputs.addAll(part.outputs());
        assertEquals(kept.size(), part.kept().size());
        kept = part.kept();
      }
      // In one run: each part is made of all those before it.
      ImmutableList<float[]> ofParts = built.harness.run(outputs.build());
      for (int number = 0; number < network.parts(); number++) {
        for (int h = 0; h < built.heads.size(); h++) {
          int numbers = built.heads.get(h).size() / network.parts();
          float[] ofPart = ofParts.get(number * built.heads.size() + h);
          for (int row = 0; row < ROWS; row++) {
            int first = (row * network.parts() + number) * numbers;
            // Of order one. TensorFlow takes several elements at once, and those that are left over
            // at the end of a tensor one by one, rounded otherwise.
            assertArrayEquals(
                Arrays.copyOfRange(whole.get(h), first, first + numbers),
                Arrays.copyOfRange(ofPart, row * numbers, (row + 1) * numbers),
                2e-6f,
                "part " + number);
          }
        }
      }
    }
  }

  /** The same network without the ability to go part by part. */
  private record Whole(CausalArchitecture incremental) implements CausalArchitecture {
    @Override
    @SuppressWarnings("UnnecessaryMethodReference") // It hides that parts can be run one by one.
    public CausalNetwork causal(
        ParameterStore parameters,
        String name,
        Shape observed,
        int contextSize,
        ChannelOrder order,
        ImmutableList<Head> heads) {
      return incremental.causal(parameters, name, observed, contextSize, order, heads)::apply;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void drawsPartByPartAreThoseOfTheWhole(Case of) {
    Case whole =
        new Case(
            of.label(),
            new Whole(of.architecture()),
            of.observed(),
            of.contextSize(),
            of.seesAll(),
            of.smooth());
    try (Bits parts = new Bits(of);
        Bits all = new Bits(whole)) {
      assertArrayEquals(all.drawn(50), parts.drawn(50));
    }
  }

  /** A network as a model of bits, one for each of some contexts. */
  private static final class Bits implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final Ops tf = harness.tf();
    final int dimension;
    final CausalConditional conditional;
    final Optional<Operand<TFloat32>> context; // [2, size]

    Bits(Case of) {
      this.dimension = (int) of.observed().size();
      InputParameters parameters = new InputParameters(harness, 3);
      ObservedData observed =
          new ObservedData(
              of.observed(),
              ValueKind.BINARY,
              ImmutableDoubleArray.copyOf(Collections.nCopies(dimension, 0.4)));
      this.conditional =
          CausalConditional.create(
              of.architecture(),
              new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
              parameters.scope(observed),
              "net",
              of.contextSize());
      move(harness, parameters);
      this.context =
          of.contextSize() == 0
              ? Optional.empty()
              : Optional.of(
                  harness.input(
                      Shape.of(2, of.contextSize()),
                      Draws.normal("context", 2 * of.contextSize(), 0, 1)));
    }

    /** Returns the bits of all images, {@code [2^D, 1, D]} or without the axis of contexts. */
    Operand<TFloat32> everything() {
      int count = 1 << dimension;
      return harness.input(
          context.isPresent() ? Shape.of(count, 1, dimension) : Shape.of(count, dimension),
          BitStrings.all(dimension));
    }

    /** Returns draws for each context. */
    float[] drawn(int count) {
      return harness.run(
          conditional.given(context, Pass.evaluation()).draw(tf, harness.noise(1, "draws"), count));
    }

    /** Returns log p of all images for each context, {@code [2^D, contexts]}. */
    float[] logProbs() {
      return harness.run(conditional.given(context, Pass.evaluation()).logProb(tf, everything()));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void theProbabilitiesOfAllImagesSumToOne(Case of) {
    try (Bits bits = new Bits(of)) {
      float[] logProbs = bits.logProbs();
      int contexts = logProbs.length >> bits.dimension;
      for (int c = 0; c < contexts; c++) {
        double sum = 0;
        for (int n = c; n < logProbs.length; n += contexts) {
          sum += Math.exp(logProbs[n]);
        }
        // Relative errors of the summands are some 10⁻⁶.
        assertEquals(1, sum, 1e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  final void drawsHaveTheEntropyAndTheMeanOfTheProbabilities(Case of) {
    try (Bits bits = new Bits(of)) {
      float[] logProbs = bits.logProbs();
      int contexts = logProbs.length >> bits.dimension;
      Operand<TFloat32> draws =
          bits.conditional
              .given(bits.context, Pass.evaluation())
              .draw(bits.tf, bits.harness.noise(1, "draws"), DRAWS);
      float[] drawn = bits.harness.run(draws); // [DRAWS, contexts, D]
      assertArrayEquals(drawn, bits.harness.run(draws), "the same noise twice");
      for (int c = 0; c < contexts; c++) {
        double entropy = 0;
        double[] ones = new double[bits.dimension];
        for (int n = 0; n < 1 << bits.dimension; n++) {
          double logProb = logProbs[n * contexts + c];
          entropy -= Math.exp(logProb) * logProb;
          for (int i = 0; i < bits.dimension; i++) {
            ones[i] += Math.exp(logProb) * (n >> (bits.dimension - 1 - i) & 1);
          }
        }
        double[] surprise = new double[DRAWS];
        double[][] values = new double[bits.dimension][DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          int n = 0;
          for (int i = 0; i < bits.dimension; i++) {
            float value = drawn[(k * contexts + c) * bits.dimension + i];
            assertTrue(value == 0 || value == 1, "drew " + value);
            values[i][k] = value;
            n = 2 * n + (int) value;
          }
          surprise[k] = -logProbs[n * contexts + c];
        }
        MonteCarlo.of(surprise).assertExpectation(entropy, "-log p of draws");
        for (int i = 0; i < bits.dimension; i++) {
          MonteCarlo.of(values[i]).assertExpectation(ones[i], "bit " + i);
        }
      }
    }
  }
}
