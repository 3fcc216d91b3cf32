package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.code.Codes;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The posterior means E_q[z | x] of a split's first examples in the plane of two latents, coloured
 * by label or factor if the data have any (as figure 2 of Makhzani et al. 2016).
 *
 * <p>Of more than two latents those with the largest KL(q(z_u | x) ‖ p(z_u)), mean over the split,
 * are shown, the larger to the right; where the KL has no part for each latent, those whose
 * posterior means have the largest variance over the split. The axes say which they are, and the
 * number that chose them.
 *
 * @param examples how many points at the most
 * @param target the factor that gives the colours; the labels if not given
 * @param name of the picture, to tell several in one trial apart
 */
public record LatentScatter(
    @Default("2000") @Interval(min = 1, max = Counts.MOST_DRAWS) int examples,
    Optional<String> target,
    @Default("\"latent-scatter\"") String name)
    implements Figure, ReadsLabels {
  private static final int PLANE = 2;
  private static final int SUBSCRIPT_ZERO = '₀' - '0';

  /** Draws for each example of an estimated KL. */
  private static final int SAMPLES = 10;

  /** Checks the arguments. */
  public LatentScatter {
    Counts.checkPositive("examples", examples, Counts.MOST_DRAWS);
    ChosenNames.check(name);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    Codes codes = new Codes(tf, graph, TypeNames.of(this));
    checkArgument(
        codes.latents() >= PLANE,
        "latent-scatter shows a plane: it needs a model with at least 2 latents, but this one has"
            + " %s",
        codes.latents());
    Optional<Operand<TFloat32>> kls = kls(tf, graph, codes.latents());
    Optional<Labels> labels = labels(graph.dataset());
    return runner -> {
      double[][] means = codes.of(runner);
      Units units =
          kls.map(node -> new Units("KL %s nats", meanKls(runner, node, codes.latents())))
              .orElseGet(() -> new Units("variance %s", variances(means)));
      int[] classes = new int[Math.min(examples, means.length)];
      Arrays.setAll(
          classes, i -> labels.map(l -> l.numbers().get(runner.split())[i]).orElse(Labels.UNKNOWN));
      return draw(means, classes, units);
    };
  }

  @Override
  public void checkFits(Dataset dataset) {
    labels(dataset);
  }

  private Optional<Labels> labels(Dataset dataset) {
    return target.isPresent()
        ? Optional.of(Target.of(dataset, target, TypeNames.of(this)))
        : dataset.labels();
  }

  /** Returns the KL of each latent, {@code [B, latents]}, if it has a part for each. */
  private Optional<Operand<TFloat32>> kls(Ops tf, EvaluationScope graph, int latents) {
    if (!Ability.LATENT_VARIABLES.isOf(graph.model())) {
      return Optional.empty();
    }
    BoundTerms terms = graph.terms(tf, TypeNames.of(this), name, SAMPLES);
    boolean independent =
        terms.posterior() instanceof Factorized && terms.prior() instanceof Factorized;
    if (terms.posterior().dimension() != latents) {
      return Optional.empty();
    }
    return terms
        .closedFormKlPerLatent(tf)
        .or(
            () ->
                independent
                    ? Optional.of(KlEstimator.MONTE_CARLO.klPerLatent(tf, terms))
                    : Optional.empty());
  }

  /** Returns the mean of the KL of each latent over the split, in nats. */
  private static double[] meanKls(SplitRunner runner, Operand<TFloat32> node, int latents) {
    double[] sums = new double[latents];
    Batches.forEach(
        runner,
        SAMPLES,
        (index, rows) -> {
          float[] values = runner.run(rows, index, ImmutableList.of(node)).get(0);
          for (int i = 0; i < values.length; i++) {
            sums[i % latents] += values[i];
          }
        });
    return Arrays.stream(sums).map(sum -> sum / runner.count()).toArray();
  }

  private static double[] variances(double[][] means) {
    return IntStream.range(0, means[0].length)
        .mapToDouble(
            unit -> {
              double mean = Arrays.stream(means).mapToDouble(m -> m[unit]).average().orElse(0);
              return Arrays.stream(means)
                  .mapToDouble(m -> (m[unit] - mean) * (m[unit] - mean))
                  .average()
                  .orElse(0);
            })
        .toArray();
  }

  private Picture draw(double[][] means, int[] classes, Units units) {
    int[] shown = units.largest();
    double[][] points = Arrays.copyOf(means, classes.length);
    return Plot.ofPlane(
            Series.byClass(
                Arrays.stream(points).mapToDouble(m -> m[shown[0]]).toArray(),
                Arrays.stream(points).mapToDouble(m -> m[shown[1]]).toArray(),
                classes),
            units.label(shown[0]),
            units.label(shown[1]))
        .withLegend(target.orElse("label"))
        .drawParts();
  }

  /**
   * How much each latent holds.
   *
   * @param format says what the sizes are
   * @param sizes one for each latent; one that is not a number is the least
   */
  @SuppressWarnings("ArrayRecordComponent") // Within this class only.
  private record Units(String format, double[] sizes) {
    /** Returns the two with the largest sizes, the larger first; of two only, in their order. */
    int[] largest() {
      return sizes.length == PLANE
          ? new int[] {0, 1}
          : IntStream.range(0, sizes.length)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      unit -> Double.isNaN(sizes[unit]) ? Double.POSITIVE_INFINITY : -sizes[unit]))
              .limit(PLANE)
              .mapToInt(Integer::intValue)
              .toArray();
    }

    String label(int unit) {
      String subscript =
          Integer.toString(unit + 1)
              .chars()
              .collect(
                  StringBuilder::new,
                  (text, digit) -> text.append((char) (digit + SUBSCRIPT_ZERO)),
                  StringBuilder::append)
              .toString();
      String size = String.format(Locale.ROOT, "%.2f", sizes[unit]);
      return "mean of z%s (%s)".formatted(subscript, format.formatted(size));
    }
  }
}
