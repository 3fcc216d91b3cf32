package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.tensorflow.op.Ops;

/** A model whose decoder is a linear function of the code: the mean of p(x | z) is Wz + b. */
public interface LinearDecoding extends Decoding {
  /** Returns the function. */
  LinearMap decoderMap(Ops tf, Pass pass);
}
