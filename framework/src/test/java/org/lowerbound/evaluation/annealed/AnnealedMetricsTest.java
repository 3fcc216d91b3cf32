package org.lowerbound.evaluation.annealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Ordering;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.RawUnits;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Annealed chains in a graph, on the linear-Gaussian model. */
final class AnnealedMetricsTest {
  private static final int COUNT = 24;

  private static Annealing annealing(int temperatures, int chains, Start start, int examples) {
    return new Annealing(
        temperatures, chains, 5, TemperatureSchedule.SIGMOIDAL, start, 40, 0.8, examples);
  }

  private static Evaluated evaluated(GraphHarness harness, LinearGaussianGraph graph) {
    return new Evaluated(
        harness, graph.build(harness), graph.observations(harness), COUNT, graph.dataset());
  }

  @Test
  void theBoundDoesNotDependOnThePosteriorAndTheGapToTheOtherBoundDoes() {
    // A posterior so far off that its importance weights find nothing.
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(5, -1, COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImmutableMap<String, Estimate> numbers =
          evaluated.measure(new AnnealedBound(annealing(150, 8, Start.PRIOR, 1000), 100));
      double[] exact = graph.logEvidence();
      double[] bounds = evaluated.kept().get("ais");
      double[] errors = IntStream.range(0, COUNT).mapToDouble(i -> bounds[i] - exact[i]).toArray();
      MonteCarlo error = MonteCarlo.of(errors);
      // A log-weight of variance v makes the mean of eight too low by v / 16, which is less.
      assertTrue(error.standardError() < 0.05, error.toString());
      assertEquals(
          0, error.mean(), MonteCarlo.ALLOWED_STANDARD_ERRORS * error.standardError() + 0.03);
      assertEquals(LinearGaussianGraph.mean(bounds), numbers.get("ais").value(), 1e-12);
      assertEquals(COUNT, numbers.get("ais").n());
      assertTrue(numbers.get("ais-over-iwae").value() > 5, numbers.toString());
      assertEquals(0.8, numbers.get("ais-acceptance").value(), 0.12);
      double effective = numbers.get("ais-ess").value();
      assertTrue(effective > 6 && effective <= 8, "effective chains " + effective);
      assertTrue(Ordering.natural().isOrdered(evaluated.progress().subList(0, 5)));
      assertEquals(COUNT, evaluated.kept().get("ais-over-iwae").length);
    }
  }

  @Test
  void fromTheExactPosteriorNothingIsToBeDone() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImmutableMap<String, Estimate> numbers =
          evaluated.measure(new AnnealedBound(annealing(3, 2, Start.POSTERIOR, 1000), 3));
      // log r is log p(x) everywhere: 32-bit log-densities of order 10 that cancel.
      assertArrayEquals(graph.logEvidence(), evaluated.kept().get("ais"), 5e-5);
      assertEquals(0, numbers.get("ais-over-iwae").value(), 5e-5);
      assertEquals(2, numbers.get("ais-ess").value(), 1e-6);
    }
  }

  @Test
  void fromAWrongPosteriorThePathLeadsToTheEvidence() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.5, 0.3, COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      evaluated.measure(new AnnealedBound(annealing(50, 8, Start.POSTERIOR, 1000), 3));
      double[] exact = graph.logEvidence();
      double[] bounds = evaluated.kept().get("ais");
      MonteCarlo error =
          MonteCarlo.of(IntStream.range(0, COUNT).mapToDouble(i -> bounds[i] - exact[i]).toArray());
      assertTrue(error.standardError() < 0.03, error.toString());
      assertEquals(
          0, error.mean(), MonteCarlo.ALLOWED_STANDARD_ERRORS * error.standardError() + 0.02);
    }
  }

  /**
   * Returns a model whose latents are those of another, one stretched and one squeezed to a width
   * of 0.001, so that log p(x) is the same.
   */
  private static LatentVariableModel ofUnequalWidths(GraphHarness harness, LatentVariableModel of) {
    Ops tf = harness.tf();
    Operand<TFloat32> loc = tf.array(0.5f, -0.2f);
    Operand<TFloat32> logScale = tf.array((float) Math.log(3), (float) Math.log(1e-3));
    DiagonalNormal prior = new DiagonalNormal(loc, logScale, 2);
    return new LatentVariableModel(
        2,
        (ops, pass) -> prior,
        (ops, z, pass) -> of.likelihood().given(ops, prior.coordinates(ops, z), pass),
        (ops, x, pass) -> {
          DiagonalNormal q = (DiagonalNormal) of.posterior().given(ops, x, pass);
          return new DiagonalNormal(
              ops.math.add(loc, ops.math.mul(ops.math.exp(logScale), q.loc())),
              ops.math.add(q.logScale(), logScale),
              2);
        },
        ClosedFormKls.registry());
  }

  @ParameterizedTest
  @EnumSource
  void latentsOfUnequalWidthsAreMovedAsFarAsTheirWidthsAllow(Start start) {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.5, 0.3, COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel model = ofUnequalWidths(harness, graph.build(harness));
      Evaluated evaluated =
          new Evaluated(harness, model, graph.observations(harness), COUNT, graph.dataset());
      evaluated.measure(new AnnealedBound(annealing(60, 8, start, 1000), 3));
      double[] exact = graph.logEvidence();
      double[] bounds = evaluated.kept().get("ais");
      MonteCarlo error =
          MonteCarlo.of(IntStream.range(0, COUNT).mapToDouble(i -> bounds[i] - exact[i]).toArray());
      assertTrue(error.standardError() < 0.08, error.toString());
      assertEquals(
          0, error.mean(), MonteCarlo.ALLOWED_STANDARD_ERRORS * error.standardError() + 0.05);
      evaluated.measure(new BidirectionalGap(annealing(60, 8, start, 1000)));
      MonteCarlo gap = MonteCarlo.of(evaluated.kept().get("bdmc-gap"));
      assertEquals(0, gap.mean(), MonteCarlo.ALLOWED_STANDARD_ERRORS * gap.standardError() + 0.15);
      assertTrue(gap.standardError() < 0.1, gap.toString());
    }
  }

  /** A distribution that has no other coordinates than its values. */
  private record Centered(Sampleable of) implements Sampleable {
    @Override
    public int dimension() {
      return of.dimension();
    }

    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
      return of.logProb(tf, value);
    }

    @Override
    public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
      return of.sampleWithLogProb(tf, noise, sampleCount);
    }
  }

  @Test
  void aPriorWithoutOtherCoordinatesIsLeftInItsOwn() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    AnnealedBound ais = new AnnealedBound(annealing(20, 2, Start.PRIOR, 4), 3);
    BidirectionalGap bdmc = new BidirectionalGap(annealing(20, 2, Start.PRIOR, 4));
    try (GraphHarness harness = new GraphHarness();
        GraphHarness other = new GraphHarness()) {
      Evaluated nonCentered = evaluated(harness, graph);
      LatentVariableModel real = graph.build(other);
      LatentVariableModel centered =
          new LatentVariableModel(
              real.latents(),
              (tf, pass) -> new Centered((Sampleable) real.prior().distribution(tf, pass)),
              real.likelihood(),
              real.posterior(),
              ClosedFormKls.registry());
      Evaluated inItsOwn =
          new Evaluated(other, centered, graph.observations(other), COUNT, graph.dataset());
      // Of a standard normal prior both are the same, but for rounding.
      assertEquals(
          nonCentered.measure(ais).get("ais").value(),
          inItsOwn.measure(ais).get("ais").value(),
          1e-3);
      assertEquals(
          nonCentered.measure(bdmc).get("bdmc-gap").value(),
          inItsOwn.measure(bdmc).get("bdmc-gap").value(),
          1e-3);
    }
  }

  @Test
  void theFirstExamplesAreMeasuredEachForItself() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      Estimate few =
          evaluated.measure(new AnnealedBound(annealing(5, 3, Start.PRIOR, 2), 2)).get("ais");
      double[] ofFew = evaluated.kept().get("ais");
      assertEquals(2, few.n());
      assertEquals(2, ofFew.length);
    }
  }

  @Test
  void chainsOfAnExampleStartTheSameWhateverTheyAreRunWith() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    for (Start start : Start.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        Evaluated evaluated = evaluated(harness, graph);
        LatentPath path = new LatentPath(harness.tf(), evaluated.graph(), "ais", "ais", 3, start);
        double[] ofThree = starts(path, evaluated, LatentPath.Use.FORWARD, 7, 8, 9);
        double[] ofOne = starts(path, evaluated, LatentPath.Use.FORWARD, 8);
        for (int c = 0; c < 3; c++) {
          for (int l = 0; l < 2; l++) {
            assertEquals(ofOne[c * 2 + l], ofThree[(c * 3 + 1) * 2 + l], 0);
          }
        }
        double[] ofPilot = starts(path, evaluated, LatentPath.Use.PILOT, 8);
        assertTrue(IntStream.range(0, 6).allMatch(i -> ofPilot[i] != ofOne[i]), "of its own");
        assertEquals(
            36,
            Arrays.stream(ofThree).distinct().count()
                + Arrays.stream(ofThree).map(z -> -z).distinct().count());
      }
    }
  }

  private static double[] starts(
      LatentPath path, Evaluated evaluated, LatentPath.Use use, int... rows) {
    return path.start(path.examples(evaluated, rows), use, 2).points();
  }

  @Test
  void simulatedObservationsAreBracketed() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(5, -1, COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      BidirectionalGap tight = new BidirectionalGap(annealing(150, 8, Start.PRIOR, 1000));
      ImmutableMap<String, Estimate> numbers = evaluated.measure(tight);
      double[] gaps = evaluated.kept().get("bdmc-gap");
      MonteCarlo gap = MonteCarlo.of(gaps);
      assertTrue(gap.standardError() < 0.06, gap.toString());
      assertTrue(
          gap.mean() > -MonteCarlo.ALLOWED_STANDARD_ERRORS * gap.standardError()
              && gap.mean() < 0.1,
          gap.toString());
      assertEquals(
          numbers.get("bdmc-gap").value(),
          numbers.get("bdmc-upper").value() - numbers.get("bdmc-lower").value(),
          1e-12);
      // Of the model's own draws: log p(x) has the mean -(5/2) log 2 pi - (log det C + 5) / 2, and
      // varies by 5 / 2.
      double[] lower = evaluated.kept().get("bdmc-lower");
      assertEquals(
          expectedLogEvidence(), LinearGaussianGraph.mean(lower), 4 * Math.sqrt(2.5 / COUNT));
      assertEquals(0.8, numbers.get("bdmc-acceptance").value(), 0.12);
    }
    try (GraphHarness harness = new GraphHarness()) {
      // One step is importance sampling from the prior: far apart.
      double gap =
          evaluated(harness, graph)
              .measure(new BidirectionalGap(annealing(1, 2, Start.PRIOR, 1000)))
              .get("bdmc-gap")
              .value();
      assertTrue(gap > 2, "gap " + gap);
    }
  }

  /** Returns E log p(x) under the model, by its own data set of the same density. */
  private static double expectedLogEvidence() {
    return LinearGaussianGraph.mean(LinearGaussianGraph.exact(20_000).logEvidence());
  }

  @Test
  void latentsThatAreNoRealNumbersAreRefused() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel real = graph.build(harness);
      LatentVariableModel bits =
          new LatentVariableModel(
              real.latents(),
              real.prior(),
              real.likelihood(),
              real.posterior(),
              ClosedFormKls.registry(),
              RawUnits.AS_SEEN,
              LatentSpace.BINARY);
      Evaluated evaluated =
          new Evaluated(harness, bits, graph.observations(harness), COUNT, graph.dataset());
      assertEquals(
          "annealed-bound moves latents along gradients through real vectors, but those of this"
              + " model are vectors of zeros and ones; for this model \"evaluation\":"
              + " {\"metrics\": [\"nll\"]} works",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> evaluated.measure(new AnnealedBound(annealing(5, 3, Start.PRIOR, 2), 2)))
              .getMessage()
              .replace("AnnealedBound", "annealed-bound"));
    }
  }

  @Test
  void columnsSayWhatTheyAre() {
    List<Column> ais = new AnnealedBound(annealing(7, 3, Start.PRIOR, 2), 50).columns();
    assertEquals(
        ImmutableList.of("ais", "ais-over-iwae", "ais-ess", "ais-acceptance"),
        ais.stream().map(Column::name).toList());
    assertEquals(Dependence.EVIDENCE, ais.get(0).dependence());
    assertEquals(Column.Better.HIGHER, ais.get(0).better());
    assertEquals(
        "Lower bound on log p(x) per example by 3 annealed chains of 7 temperatures per example",
        ais.get(0).description());
    assertEquals(
        ImmutableList.of("bdmc-lower", "bdmc-upper", "bdmc-gap", "bdmc-acceptance"),
        new BidirectionalGap(annealing(7, 3, Start.PRIOR, 2))
            .columns().stream().map(Column::name).toList());
  }

  @Test
  void badArgumentsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> annealing(0, 1, Start.PRIOR, 1));
    assertThrows(IllegalArgumentException.class, () -> annealing(1, 0, Start.PRIOR, 1));
    assertThrows(IllegalArgumentException.class, () -> annealing(1, 1, Start.PRIOR, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AnnealedBound(annealing(1, 1, Start.PRIOR, 1), 0));
    assertEquals(
        "acceptance must be in (0, 1) but is 1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Annealing(1, 1, 1, TemperatureSchedule.LINEAR, Start.PRIOR, 10, 1, 1))
            .getMessage());
  }
}
