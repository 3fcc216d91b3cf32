package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.evaluation.sampler.Samples;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How sharp images are: the variance of an image's Laplacian (Pech-Pacheco et al. 2000; of samples
 * of autoencoders Tolstikhin et al. 2018, section 4), as a mean over images of the model, over
 * reconstructions, and over the data. The Laplacian is that of four neighbours, of the luma where
 * there are colours, at pixels that have all four; values are in the data's own unit, so that
 * images with levels from 0 to 1 compare with such alone.
 *
 * <p>It falls as edges wash out, and rises with noise: 20 σ² for independent noise of variance σ²
 * in each pixel. So neither more nor less is better; a ratio to the data of 1 is what images of
 * their kind have. Draws of x have the likelihood's noise, means of x given z have none.
 *
 * @param sampler where codes of the model's images come from
 * @param means whether images are means of p(x | z), as papers most often show them, or draws;
 *     those of reconstructions are at the posterior mean of z, or at a draw where it has none
 * @param examples how many images of the model, and how many of the split, evenly spread over it;
 *     all of a split that has fewer
 */
public record Sharpness(
    @Default("\"prior\"") CodeSampler sampler,
    @Default("false") boolean means,
    @Default("2000") @Interval(min = 2, max = Counts.MOST_UNITS) int examples)
    implements Metric, ReadsSplits {
  private static final String NAME = "sharpness";
  private static final String VARIANCE = "Variance of the Laplacian of ";

  /** Checks the arguments. */
  public Sharpness {
    Counts.checkAtLeast("examples", examples, 2, Counts.MOST_UNITS);
  }

  private String column(String what) {
    return NAME + sampler.columnEnd(means) + what;
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return sampler.alsoReads();
  }

  @Override
  public ImmutableList<Column> columns() {
    String kind = means ? "means of x given z" : "draws of x";
    String samples = "%d %s by the sampler %s".formatted(examples, kind, sampler.label());
    String reconstructions = "reconstructions, " + (means ? "E[x|z]" : "draws of x given z");
    String toData = ", over that of the data; 1 is as sharp as the data";
    return ImmutableList.of(
        new Column(column(""), "squared", Better.NEITHER, VARIANCE + samples),
        Column.optional(column("-ratio"), "", Better.NEITHER, VARIANCE + samples + toData),
        Column.optional(
            column("-reconstructions"), "squared", Better.NEITHER, VARIANCE + reconstructions),
        Column.optional(
            column("-reconstructions-ratio"),
            "",
            Better.NEITHER,
            VARIANCE + reconstructions + toData),
        new Column(column("-real"), "squared", Better.NEITHER, VARIANCE + "the data"));
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
    long height = dataset.observationShape().get(0);
    long width = dataset.observationShape().get(1);
    int least = LaplacianVariance.LEAST_SIDE;
    checkArgument(
        height >= least && width >= least,
        "sharpness looks at pixels that have four neighbours: it takes images of %s x %s pixels at"
            + " least, but those of %s have %s x %s",
        least,
        least,
        dataset.name(),
        height,
        width);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    checkFits(graph.dataset());
    String who = TypeNames.of(this);
    String stream = column("");
    Samples samples = new Samples(tf, graph, sampler, means, stream, who);
    Optional<Operand<TFloat32>> reconstructed = reconstructed(tf, graph, stream, who);
    Variances variances = Variances.of(graph.dataset());
    return runner -> {
      int[] rows = Batches.spread(runner.count(), examples);
      double[] real = variances.of(runner, rows, graph.observations());
      double[] ofSamples = new double[examples];
      samples.forEach(
          runner,
          examples,
          (first, values) -> {
            double[] some = variances.of(values);
            System.arraycopy(some, 0, ofSamples, first, some.length);
            runner.progress((int) ((long) runner.count() * (first + 1) / examples));
          });
      Optional<double[]> again = reconstructed.map(images -> variances.of(runner, rows, images));
      keep(runner, rows, real, again);
      return numbers(ofSamples, again, real);
    };
  }

  /** Returns the rows' reconstructions as the model sees them, {@code [B, D]}, if it makes any. */
  private Optional<Operand<TFloat32>> reconstructed(
      Ops tf, EvaluationScope graph, String stream, String who) {
    if (!Ability.ENCODING.isOf(graph.model()) || !Ability.DECODING.isOf(graph.model())) {
      return Optional.empty();
    }
    String noise = stream + ".reconstructions";
    CodeNodes codes = new CodeNodes(tf, graph, who, noise);
    return Optional.of(new ImageNodes(tf, graph).decodedTo(who, codes.best, means, noise));
  }

  private void keep(SplitRunner runner, int[] rows, double[] real, Optional<double[]> again) {
    runner.keep("row", Arrays.stream(rows).asDoubleStream().toArray());
    runner.keep(column("-real"), real);
    again.ifPresent(values -> runner.keep(column("-reconstructions"), values));
  }

  private ImmutableMap<String, Estimate> numbers(
      double[] samples, Optional<double[]> again, double[] real) {
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    Estimate ofData = Estimate.meanOf(real);
    Estimate ofSamples = Estimate.meanOf(samples);
    boolean anyEdge = ofData.value() > 0; // Of images of one grey each there is no ratio to take.
    numbers.put(column(""), ofSamples);
    numbers.put(column("-real"), ofData);
    if (anyEdge) {
      numbers.put(column("-ratio"), ratio(ofSamples, ofData));
    }
    again.ifPresent(
        values -> {
          numbers.put(column("-reconstructions"), Estimate.meanOf(values));
          if (anyEdge) {
            numbers.put(column("-reconstructions-ratio"), pairedRatio(values, real));
          }
        });
    return numbers.buildOrThrow();
  }

  /** Returns the ratio of independent means; its error is that of the linear approximation. */
  static Estimate ratio(Estimate a, Estimate b) {
    double ratio = a.value() / b.value();
    double error =
        Math.hypot(a.standardError().orElse(0), ratio * b.standardError().orElse(0)) / b.value();
    return new Estimate(ratio, OptionalDouble.of(error), Math.min(a.n(), b.n()));
  }

  /** Returns the ratio of the means of pairs, with the error of the residuals a − ratio · b. */
  static Estimate pairedRatio(double[] a, double[] b) {
    double mean = Estimate.meanOf(b).value();
    double ratio = Estimate.meanOf(a).value() / mean;
    double[] residuals = new double[a.length];
    Arrays.setAll(residuals, i -> (a[i] - ratio * b[i]) / mean);
    return new Estimate(ratio, Estimate.meanOf(residuals).standardError(), a.length);
  }

  /**
   * The variances of images.
   *
   * @param raw the way to the data's own unit
   */
  private record Variances(LaplacianVariance variance, RawValues raw) {
    static Variances of(Dataset dataset) {
      int height = (int) dataset.observationShape().get(0);
      int width = (int) dataset.observationShape().get(1);
      int channels = (int) dataset.observationShape().get(2);
      return new Variances(new LaplacianVariance(height, width, channels), RawValues.of(dataset));
    }

    /** Returns one for each of some images as the model sees them. */
    double[] of(float[] seen) {
      float[] values = raw.of(seen);
      int size = raw.dimension();
      double[] all = new double[values.length / size];
      Arrays.setAll(all, i -> variance.of(values, i * size));
      return all;
    }

    /** Returns one for each of some rows, of a node {@code [B, D]}. */
    double[] of(SplitRunner runner, int[] rows, Operand<TFloat32> images) {
      DoubleStream.Builder all = DoubleStream.builder();
      new RowRuns(runner).forEach(rows, images, seen -> Arrays.stream(of(seen)).forEach(all));
      return all.build().toArray();
    }
  }
}
