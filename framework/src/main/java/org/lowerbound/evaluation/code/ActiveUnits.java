package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The number of latent units that are in use: those whose posterior mean varies over x by more than
 * a threshold, Var_x(E_q[z_u | x]) > 0.01 (Burda et al. 2016, section 5.2).
 *
 * @param threshold the variance above which a unit counts
 */
public record ActiveUnits(@Default("0.01") @Interval(above = 0) double threshold)
    implements Metric {
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
  public Measurement build(Ops tf, EvaluationScope graph) {
    Codes codes = new Codes(tf, graph, TypeNames.of(this));
    return runner -> ImmutableMap.of("active-units", count(codes.of(runner), threshold));
  }

  /**
   * Returns the number of columns of {@code [count][latents]} whose variance is above a threshold;
   * NaN if a code is not finite.
   *
   * <p>A unit whose variance is within two standard errors of the threshold may as well be on its
   * other side: it adds the variance of a fair coin to the number's. Where no unit is, the number
   * has no error.
   */
  static Estimate count(double[][] codes, double threshold) {
    int active = 0;
    int undecided = 0;
    for (int u = 0; u < codes[0].length; u++) {
      UnitVariance unit = UnitVariance.of(codes, u);
      if (Double.isNaN(unit.variance())) {
        return Estimate.exact(Double.NaN, codes.length);
      }
      active += unit.variance() > threshold ? 1 : 0;
      undecided += Math.abs(unit.variance() - threshold) < 2 * unit.standardError() ? 1 : 0;
    }
    return new Estimate(
        active,
        undecided > 0 ? OptionalDouble.of(Math.sqrt(undecided) / 2) : OptionalDouble.empty(),
        codes.length);
  }
}
