package org.lowerbound.evaluation.linear;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The ELBO and log p(x) of a model with a linear decoder and normal noise, the prior N(0, I) and a
 * normal posterior, in closed form and in double precision: nothing is drawn. p(x) is N(b, WWᵀ +
 * diag(σ²)), the ELBO
 *
 * <pre>
 *   log N(x; Wm + b, diag(σ²)) − ½ tr(diag(σ⁻²) W C Wᵀ) − KL(N(m, C) ‖ N(0, I)),
 * </pre>
 *
 * <p>and their difference is KL(q(z | x) ‖ p(z | x)): what the encoder and its family miss.
 */
public record ExactGap() implements Metric {
  private static final String NLL = "model-nll";
  private static final String ELBO = "exact-elbo";
  private static final String GAP = "exact-gap";

  /** Gaps are differences of sums in double precision, of parameters in 32-bit floats. */
  private static final double ROUNDING = 1e-7;

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NLL,
            "nats",
            Better.LOWER,
            "-log p(x) per example under the model, in closed form",
            Dependence.EVIDENCE),
        new Column(
            ELBO,
            "nats",
            Better.HIGHER,
            "Evidence lower bound per example, in closed form",
            Dependence.EVIDENCE),
        new Column(
            GAP,
            "nats",
            Better.LOWER,
            "log p(x) - ELBO = KL(q(z|x) || p(z|x)) per example, in closed form",
            Dependence.LIKELIHOOD));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    HostMap.Nodes map = new HostMap.Nodes(tf, graph, who);
    checkArgument(
        map.hasScale(),
        "%s needs a decoder whose noise is normal and the same for all z; the likelihood"
            + " {\"type\": \"normal\", \"scale\": \"learned\"} works",
        who);
    graph.modelWith(Ability.LATENT_VARIABLES, who);
    NormalCodes codes = new NormalCodes(tf, graph, who);
    double logVolume =
        graph.dataset().standardization().map(Standardization::logVolume).orElse(0.0);
    return runner -> measure(runner, map.run(runner), codes, graph.observations(), logVolume);
  }

  private static ImmutableMap<String, Estimate> measure(
      SplitRunner runner,
      HostMap map,
      NormalCodes codes,
      Operand<TFloat32> observations,
      double logVolume) {
    int d = map.dimension();
    int k = map.latents();
    double[] scale = map.scale().orElseThrow();
    double[][] inUnits = new double[d][k]; // W / σ
    double[] center = new double[d]; // b / σ
    double logScales = logVolume;
    for (int i = 0; i < d; i++) {
      center[i] = map.offset()[i] / scale[i];
      logScales += Math.log(scale[i]);
      for (int u = 0; u < k; u++) {
        inUnits[i][u] = map.loadings()[i][u] / scale[i];
      }
    }
    double constant = logScales;
    LinearGaussianModel model = new LinearGaussianModel(inUnits, center, 1);
    double[][] gram = new HostMap(inUnits, center, map.scale()).gram(); // Wᵀ diag(σ⁻²) W
    double[] nll = new double[runner.count()];
    double[] elbo = new double[runner.count()];
    double[] gap = new double[runner.count()];
    Batches.forEach(
        runner,
        1,
        (index, rows) -> {
          ImmutableList<float[]> values =
              runner.run(
                  rows,
                  index,
                  ImmutableList.<Operand<TFloat32>>builder()
                      .add(observations)
                      .addAll(codes.nodes())
                      .build());
          double[] x = new double[d];
          for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < d; i++) {
              x[i] = values.get(0)[r * d + i] / scale[i];
            }
            NormalCodes.Posterior q = codes.of(values.subList(1, values.size()), r);
            double squares = 0;
            for (int i = 0; i < d; i++) {
              double rest = x[i] - center[i];
              for (int u = 0; u < k; u++) {
                rest -= inUnits[i][u] * q.mean()[u];
              }
              squares += rest * rest;
            }
            nll[rows[r]] = constant - model.logProb(x);
            elbo[rows[r]] =
                -0.5 * (d * LOG_TWO_PI + squares + q.traceWith(gram)) - constant - q.klFromPrior();
            gap[rows[r]] = -nll[rows[r]] - elbo[rows[r]];
          }
        });
    runner.keep(NLL, nll);
    runner.keep(ELBO, elbo);
    runner.keep(GAP, gap);
    return ImmutableMap.of(
        NLL, Estimate.meanOf(nll), ELBO, Estimate.meanOf(elbo), GAP, meanOf(gap));
  }

  /** Returns a mean; of gaps that are nothing but rounding, 0. */
  private static Estimate meanOf(double[] gaps) {
    double most = Arrays.stream(gaps).map(Math::abs).max().orElseThrow();
    return most < ROUNDING ? Estimate.exact(0, gaps.length) : Estimate.meanOf(gaps);
  }
}
