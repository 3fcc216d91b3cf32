package org.lowerbound.model.energy;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * q(z) beside the density that it is fitted to, in a graph. There is nothing to observe, so that
 * log p(x | z) = 0, and nothing to encode or decode.
 *
 * @param target p(z)
 * @param posterior q(z), the same for each entry of a batch
 */
record EnergyModel(EnergyDensity target, Conditional<Sampleable> posterior)
    implements LatentVariables {
  @Override
  public int latents() {
    return Energy.DIMENSION;
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    Sampleable q = posterior.given(tf, observations, pass);
    Sampleable.Draw draw = q.sampleWithLogProb(tf, noise, sampleCount);
    Operand<TFloat32> logPrior = target.logProb(tf, draw.value()); // [K, B]
    return new BoundTerms(
        draw.value(),
        q,
        target,
        tf.stopGradient(tf.zerosLike(logPrior)),
        logPrior,
        draw.logProb(),
        ClosedFormKls.registry());
  }
}
