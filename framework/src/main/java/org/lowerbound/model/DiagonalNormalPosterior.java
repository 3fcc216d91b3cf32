package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x) = N(μ(x), diag σ²(x)), with two heads for μ and log σ (Kingma and Welling 2014, appendix
 * C.2; σ = exp(linear) as in Burda et al. 2016).
 */
public record DiagonalNormalPosterior() implements PosteriorFamily {
  @Override
  public Posterior build(
      ParameterStore parameters, Architecture encoder, Shape observation, int latents) {
    Network network =
        encoder.build(
            parameters,
            "encoder",
            observation,
            ImmutableList.of(Head.ofSize("loc", latents), Head.ofSize("logScale", latents)));
    return (tf, observations) -> {
      ImmutableList<Operand<TFloat32>> outputs = network.apply(tf, observations);
      return new DiagonalNormal(
          outputs.get(0), DiagonalNormal.bounded(tf, outputs.get(1)), latents);
    };
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}
