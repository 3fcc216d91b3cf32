package org.lowerbound.evaluation.linear;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Decoded;
import org.lowerbound.model.Decoding;
import org.lowerbound.numeric.ReverseWaterFilling;
import org.lowerbound.numeric.SymmetricEigen;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The squared error of E[x | z] for z ~ q(z | x), and R(D) of a normal source with the covariance
 * of the training split at that error (reverse water-filling): the least rate of any code that is
 * as good, where the data are normal. The rate of a VAE, from the metric {@code elbo}, is no less;
 * a linear one that is trained with β and a fixed σ comes to the curve, at the water level βσ².
 *
 * <p>Other data with the same covariance may be told by less. Errors are summed over the values of
 * an example, in the units that the model sees.
 *
 * @param samples the draws of z for each example
 */
public record RateLimit(@Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements Metric, ReadsSplits {
  private static final String LIMIT = "rate-limit";
  private static final String ERROR = "squared-error";

  /** Checks the argument. */
  public RateLimit {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            LIMIT,
            "nats",
            Better.NEITHER,
            "R(D) of a normal source with the covariance of the training split at the squared"
                + " error"),
        new Column(
            ERROR,
            "squared",
            Better.LOWER,
            "D = E_q |x - E[x|z]|^2 per example, summed over its values"));
  }

  @Override
  public void checkFits(Dataset dataset) {
    checkArgument(
        dataset.observedKind() == ValueKind.REAL,
        "rate-limit is of real values under squared error, but the values of %s are %s",
        dataset.name(),
        dataset.observedKind().description());
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    Decoding decoding = graph.modelWith(Ability.DECODING, who);
    Operand<TFloat32> codes = graph.terms(tf, who, who, samples).latents(); // [K, B, latents]
    Distribution given = decoding.decode(tf, codes, graph.pass());
    Operand<TFloat32> error =
        GraphMath.sumEvent(
            tf, tf.math.squaredDifference(Decoded.meanOf(tf, given), graph.observations()));
    TrainingCovariance covariance = new TrainingCovariance(tf, graph);
    return runner -> measure(runner, error, covariance);
  }

  private ImmutableMap<String, Estimate> measure(
      SplitRunner runner, Operand<TFloat32> error, TrainingCovariance covariance) {
    double[] errors = new double[runner.count()];
    Batches.forEach(
        runner,
        samples,
        (index, rows) -> {
          float[] values = runner.run(rows, index, ImmutableList.of(error)).get(0); // [K, B]
          for (int i = 0; i < values.length; i++) {
            errors[rows[i % rows.length]] += (double) values[i] / samples;
          }
        });
    runner.keep(ERROR, errors);
    Estimate distortion = Estimate.meanOf(errors);
    ReverseWaterFilling source =
        new ReverseWaterFilling(SymmetricEigen.valuesOf(covariance.run(runner.of(Split.TRAIN))));
    return ImmutableMap.of(
        LIMIT, Estimate.exact(source.rate(distortion.value()), errors.length), ERROR, distortion);
  }
}
