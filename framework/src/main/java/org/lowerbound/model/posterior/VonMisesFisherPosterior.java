package org.lowerbound.model.posterior;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.sphere.VonMisesFisher;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x) = vMF(μ(x), κ(x)) on the unit sphere of the latent space, with κ = 1 + softplus
 * (Davidson et al. 2018), for the prior "hyperspherical-uniform".
 */
public record VonMisesFisherPosterior() implements PosteriorFamily {
  /** Keeps the direction of an output of zeros defined. */
  private static final float SMALLEST_SQUARED_NORM = 1e-12f;

  /** Beyond it the sphere looks flat and 32-bit angles are too coarse. */
  private static final float LARGEST_KAPPA = 10_000;

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("direction", latents), Head.ofSize("concentration", 1)),
        (tf, outputs) ->
            new VonMisesFisher(
                unit(tf, outputs.get(0)), concentration(tf, outputs.get(1)), latents));
  }

  private static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> direction) {
    Operand<TFloat32> squaredNorm =
        tf.math.maximum(
            tf.expandDims(GraphMath.sumEvent(tf, tf.math.square(direction)), tf.constant(-1)),
            tf.constant(SMALLEST_SQUARED_NORM));
    return tf.math.mul(direction, tf.math.rsqrt(squaredNorm));
  }

  private static Operand<TFloat32> concentration(Ops tf, Operand<TFloat32> output) {
    return tf.math.minimum(
        tf.math.add(tf.math.softplus(output), tf.constant(1f)), tf.constant(LARGEST_KAPPA));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.SPHERE;
  }

  @Override
  public void checkLatents(int latents) {
    checkArgument(latents > 1, "a sphere needs at least 2 latents but there is %s", latents);
  }
}
