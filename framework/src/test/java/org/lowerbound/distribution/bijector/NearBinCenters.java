package org.lowerbound.distribution.bijector;

import org.lowerbound.testing.Draws;

/**
 * Arguments for splines of four bins in ±3 with moderate parameters: all steps of a finite
 * difference are in one bin, since a log-slope has a kink at each knot.
 */
final class NearBinCenters {
  static final int BINS = 4;
  static final float BOUND = 3;

  private static final float[] PLACES = {-2.25f, -0.75f, 0.75f, 2.25f, 3.5f, -4};

  private NearBinCenters() {}

  static float[] arguments(int count) {
    float[] values = Draws.normal("near centers", count, 0, 0.1);
    for (int i = 0; i < count; i++) {
      values[i] += PLACES[i % PLACES.length];
    }
    return values;
  }

  static float[] parameter(int index, int count) {
    return Draws.normal("spline parameter " + index, count, 0, 0.15);
  }
}
