package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PointFamily;
import org.lowerbound.network.Head;

/**
 * A code z = f(x) without noise, as in an autoencoder. It has no density, so that no bound of it
 * can be built; the objective "autoencoder" trains it.
 */
public record PointPosterior() implements PointFamily {
  @Override
  public Parameterization<Point> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("code", latents)),
        outputs -> new Point(outputs.get(0), latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}
