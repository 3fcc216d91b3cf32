package org.lowerbound.evaluation.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The evidence lower bound at β = 1 and its two parts (Alemi et al. 2018): rate, the KL from prior
 * to posterior; distortion, the expected negative log-likelihood.
 *
 * @param samples the draws per example
 * @param kl how the rate is computed
 */
public record ElboMetric(
    @Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("\"closed-form\"") KlEstimator kl)
    implements Metric {
  /** Checks the argument. */
  public ElboMetric {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            "elbo",
            "nats",
            Better.HIGHER,
            "Evidence lower bound per example, at beta = 1",
            Dependence.EVIDENCE),
        new Column("rate", "nats", Better.NEITHER, "KL(q(z|x) || p(z)) per example"),
        new Column(
            "distortion",
            "nats",
            Better.NEITHER,
            "-E_q[log p(x|z)] per example",
            Dependence.LIKELIHOOD));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    return measurement(tf, graph.terms(tf, TypeNames.of(this), "elbo", samples));
  }

  /** Adds what is measured of terms with as many draws. */
  public Measurement measurement(Ops tf, BoundTerms terms) {
    Operand<TFloat32> rate = kl.kl(tf, terms); // [B]
    ImmutableList<Operand<TFloat32>> fetches = ImmutableList.of(terms.logLikelihood(), rate);
    return runner -> {
      double[] elbos = new double[runner.count()];
      double[] rates = new double[runner.count()];
      double[] distortions = new double[runner.count()];
      Batches.forEach(
          runner,
          samples,
          (index, rows) -> {
            ImmutableList<float[]> values = runner.run(rows, index, fetches);
            for (int b = 0; b < rows.length; b++) {
              double logLikelihood = 0;
              for (int k = 0; k < samples; k++) {
                logLikelihood += values.get(0)[k * rows.length + b];
              }
              rates[rows[b]] = values.get(1)[b];
              distortions[rows[b]] = -logLikelihood / samples;
              elbos[rows[b]] = -distortions[rows[b]] - rates[rows[b]];
            }
          });
      runner.keep("elbo", elbos);
      runner.keep("rate", rates);
      runner.keep("distortion", distortions);
      return ImmutableMap.of(
          "elbo", Estimate.meanOf(elbos),
          "rate", Estimate.meanOf(rates),
          "distortion", Estimate.meanOf(distortions));
    };
  }
}
