package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A coupling layer with splines: one half of the components passes, and gives the splines of the
 * other ("RQ-NSF (C)", Durkan et al. 2019).
 *
 * @param conditioner its one parameter, {@code [..., B, n (3K − 1)]} with n of {@link
 *     Halves#changed}, holds a {@link RationalQuadraticSpline} for each component after the other
 * @param halves which half passes
 * @param bins K
 * @param bound the half-width of the interval outside of which nothing changes
 */
public record SplineCoupling(Twins<Conditioner> conditioner, Halves halves, int bins, float bound)
    implements Bijector {
  /** Checks the settings. */
  public SplineCoupling {
    RationalQuadraticSpline.checkBins(bins);
    RationalQuadraticSpline.checkBound(bound);
  }

  @Override
  public int dimension() {
    return halves.dimension();
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return halves.couple(tf, x, passed -> spline(tf, passed), Bijector::forward);
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return halves.couple(tf, y, passed -> spline(tf, passed), Bijector::inverse);
  }

  @Override
  public SplineCoupling detached(Ops tf) {
    return new SplineCoupling(conditioner.bothDetached(), halves, bins, bound);
  }

  private RationalQuadraticSpline spline(Ops tf, Operand<TFloat32> passed) {
    ImmutableList<Operand<TFloat32>> parameters = conditioner.live().parameters(tf, passed);
    checkArgument(
        parameters.size() == 1,
        "a spline coupling's conditioner must give 1 parameter, not %s",
        parameters.size());
    int changed = halves.changed();
    int ofEach = RationalQuadraticSpline.parameterCount(bins);
    LastAxis.checkLength(parameters.get(0), "a spline coupling's parameter", changed * ofEach);
    Operand<TFloat32> shaped =
        Shapes.withLeadingAxesOf(tf, parameters.get(0), parameters.get(0), changed, ofEach);
    return new RationalQuadraticSpline(shaped, bins, bound, changed);
  }
}
