package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Layered;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What each layer of a hierarchy carries, from the one next to the observation upwards: its rate,
 * E_q[log q(z_i | ·) − log p(z_i | ·)], and its active units. The rates sum to the rate.
 *
 * <p>A column for layers that a model does not have is left empty.
 *
 * @param layers the number of layers with columns
 * @param samples the draws per example
 * @param threshold the variance of a unit's posterior mean over x above which it is active
 */
public record PerLayer(
    @Default("2") @Interval(min = 1, max = Counts.MOST_LAYERS) int layers,
    @Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("0.01") @Interval(above = 0) double threshold)
    implements Metric {
  /** Checks the arguments. */
  public PerLayer {
    Counts.checkPositive("layers", layers, Counts.MOST_LAYERS);
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    checkArgument(threshold > 0, "threshold must be positive but is %s", threshold);
  }

  private static String rate(int layer) {
    return "rate-" + (layer + 1);
  }

  private static String activeUnits(int layer) {
    return "active-units-" + (layer + 1);
  }

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (int layer = 0; layer < layers; layer++) {
      String of = "of the layer number %d from the observation".formatted(layer + 1);
      columns.add(
          column(layer, rate(layer), "nats", "Rate per example " + of),
          column(layer, activeUnits(layer), "units", "Active units " + of));
    }
    return columns.build();
  }

  /** Every hierarchy has a first layer. */
  private static Column column(int layer, String name, String unit, String description) {
    return new Column(name, unit, Better.NEITHER, description, Dependence.NONE, layer > 0);
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    checkArgument(Ability.LATENT_VARIABLES.isOf(graph.model()), withoutLayers());
    BoundTerms terms = graph.terms(tf, TypeNames.of(this), "per-layer", samples);
    Layered posterior = layered(terms.posterior());
    int count = posterior.layers().size();
    checkArgument(layers >= count, "the model has %s layers, but \"layers\" is %s", count, layers);
    ImmutableList<Operand<TFloat32>> ofPosterior = posterior.logProbPerLayer(tf, terms.latents());
    ImmutableList<Operand<TFloat32>> ofPrior =
        layered(terms.prior()).logProbPerLayer(tf, terms.latents());
    ImmutableList.Builder<Operand<TFloat32>> rates = ImmutableList.builder();
    for (int layer = 0; layer < count; layer++) {
      rates.add(
          GraphMath.meanOverDraws(
              tf, tf.math.sub(ofPosterior.get(layer), ofPrior.get(layer)))); // [B]
    }
    return new Measured(
        posterior.layers(), rates.build(), new Codes(tf, graph, TypeNames.of(this)));
  }

  private Layered layered(Distribution distribution) {
    checkArgument(distribution instanceof Layered, withoutLayers());
    return (Layered) distribution;
  }

  private String withoutLayers() {
    return TypeNames.of(this)
        + " needs a model with several layers of latents; hierarchical-vae, ladder-vae and"
        + " semi-supervised-vae have";
  }

  private final class Measured implements Measurement {
    private final ImmutableList<Integer> sizes;
    private final ImmutableList<Operand<TFloat32>> rates;
    private final Codes codes;

    private Measured(
        ImmutableList<Integer> sizes, ImmutableList<Operand<TFloat32>> rates, Codes codes) {
      this.sizes = sizes;
      this.rates = rates;
      this.codes = codes;
    }

    @Override
    public ImmutableMap<String, Estimate> measure(SplitRunner runner) {
      double[][] ofExamples = new double[rates.size()][runner.count()];
      Batches.forEach(
          runner,
          samples,
          (index, rows) -> {
            ImmutableList<float[]> values = runner.run(rows, index, rates);
            for (int layer = 0; layer < ofExamples.length; layer++) {
              for (int b = 0; b < rows.length; b++) {
                ofExamples[layer][rows[b]] = values.get(layer)[b];
              }
            }
          });
      double[][] all = codes.of(runner);
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      int start = 0;
      for (int layer = 0; layer < ofExamples.length; layer++) {
        int from = start;
        int end = start + sizes.get(layer);
        double[][] ofLayer =
            Arrays.stream(all)
                .map(code -> Arrays.copyOfRange(code, from, end))
                .toArray(double[][]::new);
        runner.keep(rate(layer), ofExamples[layer]);
        numbers.put(rate(layer), Estimate.meanOf(ofExamples[layer]));
        numbers.put(activeUnits(layer), ActiveUnits.count(ofLayer, threshold));
        start = end;
      }
      return numbers.buildOrThrow();
    }
  }
}
