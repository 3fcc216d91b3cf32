package org.lowerbound.distribution.transformed;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The image of a distribution whose draws pass no gradient, such as a mixture.
 *
 * <p>The image's draws pass none either, so that their log-density has the gradient of log q at a
 * fixed value, as estimators for such distributions take it to have. It is therefore computed
 * through the inverse, and not along with the draw, where the value would move with the bijector.
 *
 * @param base the distribution of the argument
 * @param bijector what the argument is mapped with
 */
@Called("flow")
public record TransformedSampleable(Sampleable base, Bijector bijector) implements Sampleable {
  /** Checks that both have one dimension. */
  public TransformedSampleable {
    Transformed.check(base, bijector);
  }

  @Override
  public int dimension() {
    return base.dimension();
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return Transformed.logProb(tf, base, bijector, value);
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Draw draw = base.sampleWithLogProb(tf, noise, sampleCount);
    Operand<TFloat32> value = tf.stopGradient(bijector.forward(tf, draw.value()).value());
    return new Draw(value, logProb(tf, value));
  }
}
