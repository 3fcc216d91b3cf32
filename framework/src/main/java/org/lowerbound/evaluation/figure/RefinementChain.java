package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.evaluation.sampler.Samples;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.Counts;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Images that are encoded and decoded again and again, and the numbers of each of them. */
final class RefinementChain {
  private static final int MOST_TIMES = 10_000;

  private final Operand<TFloat32> observations;
  private final Samples samples;
  private final Operand<TFloat32> again; // [B, D]
  private final Optional<Operand<TFloat32>> elbo; // [1, B]
  private final ImageColors colors;
  private final RawValues raw;

  /**
   * Adds the nodes.
   *
   * @param sampler where the first codes come from
   * @param means whether decoding gives means of p(x | z), or draws
   * @param stream what the names of the noise streams begin with
   * @param who asks, by its type name
   */
  RefinementChain(
      Ops tf,
      EvaluationScope graph,
      CodeSampler sampler,
      boolean means,
      String stream,
      String who) {
    CodeNodes codes = new CodeNodes(tf, graph, who, stream + ".again");
    this.observations = graph.observations();
    this.samples = new Samples(tf, graph, sampler, means, stream, who);
    this.again = new ImageNodes(tf, graph).decodedTo(who, codes.best, means, stream + ".again");
    this.elbo =
        Ability.LATENT_VARIABLES.isOf(graph.model())
            ? Optional.of(graph.terms(tf, who, stream + ".elbo", 1).logWeight(tf))
            : Optional.empty();
    this.colors = ImageColors.of(graph.dataset(), who);
    this.raw = RawValues.of(graph.dataset());
  }

  /** Checks numbers of repetitions, which must rise. */
  static void checkTimes(ImmutableList<Integer> times) {
    checkArgument(!times.isEmpty(), "times must not be empty");
    for (int time : times) {
      Counts.checkNotNegative("times", time, MOST_TIMES);
    }
    for (int i = 1; i < times.size(); i++) {
      checkArgument(
          times.get(i - 1) < times.get(i),
          "times must rise, but %s comes before %s",
          times.get(i - 1),
          times.get(i));
    }
  }

  /**
   * The images after some repetitions.
   *
   * @param images as the model sees them, {@code [count, D]}
   * @param elbo of each image in nats, by one draw of z, where the model has one
   * @param change of each image, the root mean square difference to the one before, in raw values;
   *     none of the first ones
   * @param variation of each image, the mean absolute difference between neighbouring pixels
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, shown once.
  record Stage(
      float[] images, Optional<double[]> elbo, Optional<double[]> change, double[] variation) {}

  /**
   * Runs the chains.
   *
   * @param count how many
   * @param times after how many repetitions images are looked at, rising
   */
  ImmutableList<Stage> run(SplitRunner runner, int count, ImmutableList<Integer> times) {
    RowRuns runs = new RowRuns(runner);
    int[] rows = runs.turns(count);
    int size = colors.size();
    List<Stage> stages = new ArrayList<>();
    float[] images = samples.draw(runner, count);
    float[] before = images;
    int last = times.get(times.size() - 1);
    for (int time = 0; time <= last; time++) {
      if (time > 0) {
        before = images;
        images = runs.of(rows, again, size, observations, images);
      }
      if (times.contains(time)) {
        stages.add(stage(runs, rows, images, time == 0 ? Optional.empty() : Optional.of(before)));
      }
      runner.progress((int) ((long) runner.count() * time / Math.max(1, last)));
    }
    return ImmutableList.copyOf(stages);
  }

  private Stage stage(RowRuns runs, int[] rows, float[] images, Optional<float[]> before) {
    return new Stage(
        images,
        elbo.map(node -> doubles(runs.of(rows, node, 1, observations, images))),
        before.map(earlier -> changes(raw.of(earlier), raw.of(images))),
        variations(raw.of(images)));
  }

  private static double[] doubles(float[] values) {
    double[] all = new double[values.length];
    Arrays.setAll(all, i -> values[i]);
    return all;
  }

  private double[] changes(float[] before, float[] after) {
    int size = colors.size();
    double[] changes = new double[after.length / size];
    for (int i = 0; i < after.length; i++) {
      double difference = after[i] - (double) before[i];
      changes[i / size] += difference * difference / size;
    }
    Arrays.setAll(changes, i -> Math.sqrt(changes[i]));
    return changes;
  }

  /** Returns the mean of |∂x| over pairs of pixels beside and above each other. */
  private double[] variations(float[] images) {
    int size = colors.size();
    int line = colors.width() * colors.channels();
    int pairs = 2 * size - line - colors.height() * colors.channels();
    double[] variations = new double[images.length / size];
    for (int i = 0; i < images.length; i++) {
      int place = i % size;
      double sum = 0;
      if (place % line >= colors.channels()) {
        sum += Math.abs(images[i] - images[i - colors.channels()]);
      }
      if (place >= line) {
        sum += Math.abs(images[i] - images[i - line]);
      }
      variations[i / size] += sum / pairs;
    }
    return variations;
  }
}
