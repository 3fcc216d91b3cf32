package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.spec.Default;
import org.tensorflow.op.Ops;

/**
 * The number of latent units that are in use: those whose posterior mean varies over x by more than
 * a threshold, Var_x(E_q[z_u | x]) > 0.01 (Burda et al. 2016, section 5.2).
 *
 * @param threshold the variance above which a unit counts
 */
public record ActiveUnits(@Default("0.01") double threshold) implements Metric {
  /** Checks the argument. */
  public ActiveUnits {
    checkArgument(threshold > 0, "threshold must be positive but is %s", threshold);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            "active-units",
            "units",
            Better.NEITHER,
            "Latent units whose posterior mean has a variance over x above " + threshold));
  }

  @Override
  public Measurement build(Ops tf, EvaluationGraph graph) {
    Codes codes = new Codes(tf, graph);
    return runner ->
        ImmutableMap.of(
            "active-units", Estimate.exact(count(codes.of(runner), threshold), runner.count()));
  }

  /**
   * Returns the number of columns of {@code [count][latents]} whose variance is above a threshold.
   */
  static int count(double[][] codes, double threshold) {
    int active = 0;
    for (int u = 0; u < codes[0].length; u++) {
      double mean = 0;
      for (double[] code : codes) {
        mean += code[u] / codes.length;
      }
      double variance = 0;
      for (double[] code : codes) {
        variance += (code[u] - mean) * (code[u] - mean) / codes.length;
      }
      if (variance > threshold) {
        active++;
      }
    }
    return active;
  }
}
