package org.lowerbound.evaluation.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.model.CodeGenerating;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.Generating;
import org.lowerbound.model.Model;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws of models whose distribution is known. */
final class SamplesTest {
  private static final int COUNT = 120;
  private static final float SPREAD = 0.1f;

  /** Codes are the observations themselves, and back with a little noise. */
  private record Identity() implements Encoding, Decoding {
    @Override
    public int latents() {
      return 2;
    }

    @Override
    public Point encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
      return new Point(observations, 2);
    }

    @Override
    public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
      return new DiagonalNormal(latents, tf.constant((float) Math.log(SPREAD)), 2);
    }
  }

  /** A prior that has one code for each label; where it looks at none, all codes are 7. */
  private record Labeled(Operand<TFloat32> codes, boolean looks) implements CodeGenerating {
    @Override
    public int latents() {
      return 2;
    }

    @Override
    public Operand<TFloat32> sampleCodes(Ops tf, NoiseSource noise, int count, Pass pass) {
      return looks ? codes : tf.fill(tf.array(count, 2), tf.constant(7f));
    }

    @Override
    public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
      return new Identity().decode(tf, latents, pass);
    }
  }

  /** A model without codes. */
  private record Bare() implements Generating {
    @Override
    public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
      return tf.math.add(noise.standardNormal(tf, tf.array(count, 2)), tf.constant(9f));
    }
  }

  /** Correlated normal numbers far from 0. */
  private static float[] data() {
    RandomStream stream = new RandomStream(1, "data");
    float[] values = new float[2 * COUNT];
    for (int i = 0; i < COUNT; i++) {
      double shared = stream.nextGaussian();
      values[2 * i] = (float) (5 + 2 * shared);
      values[2 * i + 1] = (float) (-3 + shared + 0.5 * stream.nextGaussian());
    }
    return values;
  }

  private static Dataset dataset(boolean labeled) {
    Observations values = new Observations.Floats(data(), COUNT, 2);
    Dataset dataset =
        Dataset.of(
            "points",
            Shape.of(2),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, values, Split.TEST, values),
            Optional.empty(),
            Optional.empty());
    int[] classes = new int[COUNT];
    return labeled
        ? dataset.withLabels(
            new Labels(2, ImmutableMap.of(Split.TRAIN, classes, Split.TEST, classes)))
        : dataset;
  }

  private static Evaluated evaluated(GraphHarness harness, Model model, boolean labeled) {
    return new Evaluated(
        harness, model, harness.input(Shape.of(COUNT, 2), data()), COUNT, dataset(labeled));
  }

  private static Samples samples(
      GraphHarness harness, Evaluated evaluated, CodeSampler sampler, boolean means) {
    return new Samples(harness.tf(), evaluated.graph(), sampler, means, "samples", "samples");
  }

  private static MonteCarlo column(float[] draws, int columns, int column) {
    float[] values = new float[draws.length / columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = draws[i * columns + column];
    }
    return MonteCarlo.of(values);
  }

  private static double spread(MonteCarlo of, int count) {
    return of.standardError() * Math.sqrt(count);
  }

  @Test
  void theModelsOwnDrawsHaveItsMeanAndVariance() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(30);
    LinearGaussianModel model = graph.model();
    int count = 4000;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness, graph.build(harness), graph.observations(harness), 30, graph.dataset());
      for (boolean means : new boolean[] {false, true}) {
        for (CodeSampler sampler :
            new CodeSampler[] {new PriorSampler(), new StandardNormalSampler()}) {
          float[] draws = samples(harness, evaluated, sampler, means).draw(evaluated, count);
          int dimension = model.dimension();
          assertEquals(count * dimension, draws.length);
          for (int d = 0; d < dimension; d++) {
            MonteCarlo column = column(draws, dimension, d);
            column.assertExpectation(model.mean()[d], sampler.label());
            double variance = means ? 0 : model.noise() * model.noise();
            for (double loading : model.loadings()[d]) {
              variance += loading * loading;
            }
            // A standard deviation of n normal numbers is known to one in √(2n).
            assertEquals(
                Math.sqrt(variance),
                spread(column, count),
                MonteCarlo.ALLOWED_STANDARD_ERRORS * Math.sqrt(variance / (2 * count)),
                sampler.label());
          }
        }
      }
    }
  }

  @Test
  void anAutoencoderIsDrawnFromByADensityOfItsCodes() {
    int count = 3000;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, new Identity(), false);
      MonteCarlo first = column(data(), 2, 0);
      MonteCarlo second = column(data(), 2, 1);
      for (CodeSampler sampler :
          new CodeSampler[] {new NormalSampler(), new MixtureSampler(2, 1000, 50)}) {
        float[] draws = samples(harness, evaluated, sampler, true).draw(evaluated, count);
        column(draws, 2, 0).assertExpectation(first.mean(), sampler.label());
        column(draws, 2, 1).assertExpectation(second.mean(), sampler.label());
        assertEquals(
            spread(first, COUNT), spread(column(draws, 2, 0), count), 0.15, sampler.label());
        // z₂ + 3 is half of z₁ − 5, with noise of ½.
        float[] rest = new float[count];
        for (int i = 0; i < count; i++) {
          rest[i] = draws[2 * i + 1] + 3 - (draws[2 * i] - 5) / 2;
        }
        assertEquals(0.5, spread(MonteCarlo.of(rest), count), 0.1, sampler.label());
      }
      // What was never asked to be N(0, I) is not, and the decoder is fed what it never saw.
      float[] naive =
          samples(harness, evaluated, new StandardNormalSampler(), true).draw(evaluated, count);
      column(naive, 2, 0).assertExpectation(0, "standard-normal");
      // Draws have the noise of p(x | z) besides.
      float[] noisy =
          samples(harness, evaluated, new StandardNormalSampler(), false).draw(evaluated, count);
      assertEquals(
          Math.sqrt(1 + SPREAD * SPREAD), spread(column(noisy, 2, 0), count), 0.06, "with noise");
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> samples(harness, evaluated, new PriorSampler(), false));
      assertTrue(
          refusal.getMessage().startsWith("samples needs a model with draws of observations"),
          refusal.getMessage());
    }
  }

  /** Counts how often it is fitted. */
  private record Counting(AtomicInteger fits) implements FittedSampler {
    @Override
    public String label() {
      return "counting";
    }

    @Override
    public Fit prepare(EvaluationScope graph, int latents) {
      return (runner, codes, stream) -> {
        fits.incrementAndGet();
        double value = stream.nextDouble();
        return CodeDraws.oneByOne(draws -> new double[] {value, draws.nextDouble()});
      };
    }
  }

  @Test
  void whoNamesTheSameSamplerHasTheSameFit() {
    Counting counting = new Counting(new AtomicInteger());
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, new Identity(), false);
      Ops tf = harness.tf();
      float[] one =
          new Samples(tf, evaluated.graph(), counting, true, "one", "one").draw(evaluated, 3);
      float[] figure =
          new Samples(tf, evaluated.graph().forFigures(), counting, true, "one", "one")
              .draw(evaluated, 3);
      assertEquals(1, counting.fits().get());
      assertEquals(one[0], figure[0], "one fit");
      assertFalse(one[1] == figure[1], "draws of its own");
    }
  }

  @Test
  void theFirstOfManyAreTheSameAsFew() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, new Identity(), false);
      Samples samples = samples(harness, evaluated, new NormalSampler(), false);
      float[] many = samples.draw(evaluated, 230);
      assertArrayEquals(samples.draw(evaluated, 7), Arrays.copyOf(many, 14));
      assertFalse(many[0] == many[200], "runs differ");
    }
  }

  @Test
  void aPriorOfLabelsHasThoseOfTheSplit() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> codes =
          harness
              .tf()
              .gather(
                  harness.input(Shape.of(COUNT, 2), data()),
                  harness.rows(),
                  harness.tf().constant(0));
      Evaluated evaluated = evaluated(harness, new Labeled(codes, true), true);
      float[] draws = samples(harness, evaluated, new PriorSampler(), true).draw(evaluated, 150);
      for (int i = 0; i < draws.length; i++) {
        assertEquals(data()[i % (2 * COUNT)], draws[i]);
      }
      Evaluated blind = evaluated(harness, new Labeled(codes, false), true);
      float[] sevens = samples(harness, blind, new PriorSampler(), true).draw(blind, 150);
      assertEquals(300, sevens.length);
      assertEquals(7, sevens[299]);
    }
  }

  @Test
  void aModelWithoutCodesIsDrawnFromAsItIs() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, new Bare(), false);
      float[] draws = samples(harness, evaluated, new PriorSampler(), false).draw(evaluated, 1000);
      column(draws, 2, 1).assertExpectation(9, "bare");
      IllegalArgumentException means =
          assertThrows(
              IllegalArgumentException.class,
              () -> samples(harness, evaluated, new PriorSampler(), true));
      assertTrue(
          means.getMessage().startsWith("samples needs a model with a prior"), means.getMessage());
    }
  }

  @Test
  void codesThatAreNotFiniteGiveDrawsThatAreNot() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] values = data();
      values[17] = Float.NaN;
      Evaluated evaluated =
          new Evaluated(
              harness,
              new Identity(),
              harness.input(Shape.of(COUNT, 2), values),
              COUNT,
              dataset(false));
      float[] draws =
          samples(harness, evaluated, new MixtureSampler(2, 10, 2), true).draw(evaluated, 2);
      assertTrue(Float.isNaN(draws[0]) && Float.isNaN(draws[3]));
    }
  }
}
