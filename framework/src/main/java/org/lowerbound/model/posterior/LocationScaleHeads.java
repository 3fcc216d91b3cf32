package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A family with one head for the location and one for the logarithm of the scale. */
record LocationScaleHeads(ScaleLink link, int latents, Factory factory)
    implements Parameterization<Sampleable> {
  /** Makes a distribution of a location, a log-scale and a dimension. */
  @FunctionalInterface
  interface Factory {
    Sampleable of(Operand<TFloat32> loc, Operand<TFloat32> logScale, int dimension);
  }

  @Override
  public ImmutableList<Head> heads() {
    return ImmutableList.of(Head.ofSize("loc", latents), Head.ofSize("logScale", latents));
  }

  @Override
  public Sampleable given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
    return factory.of(outputs.get(0), link.logScale(tf, outputs.get(1)), latents);
  }
}
