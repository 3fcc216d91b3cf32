package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ClassifierSpec;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.FittedFlow;
import org.lowerbound.evaluation.FlowCourse;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.sample.ClassifierFeatures;
import org.lowerbound.evaluation.sample.Comparison;
import org.lowerbound.evaluation.sample.FrechetMetric;
import org.lowerbound.evaluation.sample.PrecisionRecall;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.evaluation.sampler.FlowSampler;
import org.lowerbound.evaluation.sampler.MixtureSampler;
import org.lowerbound.evaluation.sampler.PriorSampler;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What metrics train beside a trial: densities of codes, and classifiers whose features they take.
 */
final class SideTrainingsTest {
  private static final Mlp SMALL =
      new Mlp(ImmutableList.of(8), Activation.TANH, new GlorotUniform());
  private static final RealNvpFlow FLOW = new RealNvpFlow(4, SMALL, 0);

  /** Hears of progress, and has nothing to run. */
  private static final class Listening implements SplitRunner {
    private int heard;

    @Override
    public Split split() {
      return Split.TEST;
    }

    @Override
    public SplitRunner of(Split other) {
      return this;
    }

    @Override
    public void keep(String name, double[] perExample) {}

    @Override
    public int count() {
      return 10;
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      throw new AssertionError("a fit runs nothing of the trial's graph");
    }

    @Override
    public void progress(int examplesDone) {
      heard++;
    }
  }

  /** Points around (−2, −2) and (2, 2), far from normal: next to none is near 0. */
  private static double[][] twoGroups(int count) {
    RandomStream stream = new RandomStream(1, "points");
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      double center = i % 2 == 0 ? -2 : 2;
      points[i] =
          new double[] {center + 0.3 * stream.nextGaussian(), center + 0.3 * stream.nextGaussian()};
    }
    return points;
  }

  private static double share(double[][] points) {
    return Arrays.stream(points).filter(p -> Math.abs(p[0] + p[1]) < 2).count()
        / (double) points.length;
  }

  @Test
  void aFlowLearnsWhatANormalCannotHave() {
    Listening runner = new Listening();
    FlowCourse course = new FlowCourse(FLOW, Trials.adam(), 50, 60, 3);
    FittedFlow flow = new FlowsBesideTrial().fit(runner, twoGroups(300), course);
    double[][] draws = flow.draw(7, 500);
    assertTrue(runner.heard > 3, "progress");
    // Of a normal with these moments 38 % are so near to 0; of the points none.
    assertTrue(share(draws) < 0.2, "near 0: " + share(draws));
    double apart = Arrays.stream(draws).mapToDouble(p -> Math.abs(p[0] - p[1])).average().orElse(9);
    assertTrue(apart < 1, "both components go together: " + apart);
    double above = Arrays.stream(draws).filter(p -> p[0] > 0).count() / 500.0;
    assertEquals(0.5, above, 0.2);
    assertArrayEquals(flow.draw(7, 3), Arrays.copyOf(draws, 3), "the first of many");
    assertFalse(flow.draw(8, 1)[0][0] == draws[0][0], "another seed");
    FittedFlow again = new FlowsBesideTrial().fit(runner, twoGroups(300), course);
    assertArrayEquals(draws, again.draw(7, 500), "a function of points and course");
  }

  @Test
  void aFlowThatThereIsNotIsRefusedBeforehand() {
    FlowsBesideTrial fits = new FlowsBesideTrial();
    fits.check(FLOW, 2);
    assertThrows(IllegalArgumentException.class, () -> fits.check(FLOW, 1));
  }

  private static Dataset images() {
    Dataset images = Trials.dynamicImages();
    ImmutableMap.Builder<Split, int[]> labels = ImmutableMap.builder();
    images
        .splits()
        .forEach(
            (split, rows) ->
                labels.put(
                    split,
                    IntStream.range(0, rows.count())
                        .map(row -> rows.value(images.kind(), row, 0) > 0.5 ? 1 : 0)
                        .toArray()));
    return images.withLabels(new Labels(2, labels.buildOrThrow()));
  }

  private static Comparison comparison(CodeSampler sampler) {
    return new Comparison(
        sampler,
        false,
        new ClassifierFeatures(
            new ClassifierSpec(SMALL, Trials.adam(), 5, 20, 3), Optional.empty()),
        50);
  }

  private static ImmutableMap<String, Estimate> run(Metric... metrics) {
    Dataset images = images();
    TrialSpec spec =
        new TrialSpec(
            source -> images,
            Trials.bernoulliVae(),
            Trials.elbo(),
            Trials.adam(),
            Trials.epochs(2),
            new EvaluationSpec(
                ImmutableList.copyOf(metrics),
                ImmutableList.of(Split.TEST, Split.TRAIN),
                ImmutableList.of()),
            1);
    Trainer.check(spec, images);
    return new Trainer(spec, images).run().metrics();
  }

  @Test
  void numbersAreTheSameWhateverElseIsMeasured() {
    Metric flow = new PrecisionRecall(comparison(new FlowSampler(FLOW, 3, 20, Trials.adam())), 5);
    Metric mixture = new FrechetMetric(comparison(new MixtureSampler(2, 40, 10)));
    Metric prior = new FrechetMetric(comparison(new PriorSampler()));
    ImmutableMap<String, Estimate> all = run(flow, mixture, prior);
    assertTrue(all.get("precision-classifier-flow").value() <= 1);
    assertTrue(all.get("frechet-distance-classifier-accuracy").value() > 0.8, "a half is bright");
    assertEquals(
        all.get("frechet-distance-classifier-real"),
        all.get("frechet-distance-classifier-mixture-2-real"),
        "the same examples by the same classifier");
    // As when a trial goes on, and some of its numbers are known.
    ImmutableMap<String, Estimate> alone = run(mixture);
    alone.forEach((name, number) -> assertEquals(all.get(name), number, name));
    ImmutableMap<String, Estimate> again = run(prior, flow);
    again.forEach((name, number) -> assertEquals(all.get(name), number, name));
  }
}
