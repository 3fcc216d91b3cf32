package org.lowerbound.distribution.transformed;

import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The image of a distribution with reparameterised draws, a normalizing flow (Rezende and Mohamed
 * 2015): log q(f(x)) = log p(x) − log |det df/dx|.
 *
 * <p>A draw comes with its density from one pass forward; any other value is mapped back first.
 *
 * @param base the distribution of the argument
 * @param bijector what the argument is mapped with
 */
@Called("flow")
public record TransformedDistribution(Reparameterized base, Bijector bijector)
    implements Reparameterized {
  /** Checks that both have one dimension. */
  public TransformedDistribution {
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
    Bijector.Image image = bijector.forward(tf, draw.value());
    return new Draw(image.value(), tf.math.sub(draw.logProb(), image.logDeterminant()));
  }

  @Override
  public TransformedDensity detached(Ops tf) {
    return new TransformedDensity(base.detached(tf), bijector.detached(tf));
  }
}
