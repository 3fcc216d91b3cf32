package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.transformed.TransformedSampleable;
import org.lowerbound.model.SharesEncoder;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The image of a prior that shares the encoder's parameters, which it does as well: no estimator
 * may take it for one that does not.
 *
 * @param image the image
 */
@Called("flow")
record SharedImage(TransformedSampleable image) implements Sampleable, SharesEncoder {
  @Override
  public int dimension() {
    return image.dimension();
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return image.logProb(tf, value);
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    return image.sampleWithLogProb(tf, noise, sampleCount);
  }
}
