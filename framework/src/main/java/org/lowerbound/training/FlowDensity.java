package org.lowerbound.training;

import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Prior;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.model.prior.FlowPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * A density of real vectors by a flow to N(0, I): a prior flow without anything that is latent.
 *
 * @param flow the map
 */
record FlowDensity(Flow flow) implements ModelSpec {
  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return LikelihoodKind.DENSITY;
  }

  @Override
  public Built build(ModelScope scope) {
    return new Built(
        new FlowPrior(new StandardNormalPrior(), flow)
            .build(
                scope.in(ParameterGroup.PRIOR),
                scope.observed().dimension(),
                (tf, x, pass) -> {
                  throw new IllegalStateException("N(0, I) asks for no posterior");
                }));
  }

  /** The density in a graph. */
  record Built(Prior density) implements ExactEvidence, Generating {
    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
      Distribution p = density.distribution(tf, pass);
      return tf.squeeze(
          p.logProb(tf, tf.expandDims(observations, tf.constant(0))), // [1, B]
          Squeeze.axis(List.of(0L)));
    }

    @Override
    public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
      Sampleable p = (Sampleable) density.distribution(tf, pass);
      return tf.reshape(p.draw(tf, noise, count), tf.array(-1, p.dimension())); // [count, D]
    }
  }
}
