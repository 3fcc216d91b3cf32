package org.lowerbound.model;

import org.lowerbound.distribution.continuous.Point;

/** The description of a code without noise. It has no density, so that no bound is made of it. */
public non-sealed interface PointFamily extends CodeFamily {
  /** Returns the way from the encoder's outputs to the code. */
  @Override
  Parameterization<Point> build(ModelScope scope, String name, int latents);
}
