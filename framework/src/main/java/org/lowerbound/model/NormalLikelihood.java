package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * p(x | z) = N(μ(z), σ² I), with all its constants. On grey levels it is the density of values in
 * [0, 1], not of the 256 levels.
 *
 * @param scale where σ comes from
 * @param outputBias where the bias of the mean starts; {@link OutputBias#DATA_MEAN} is the training
 *     mean
 */
public record NormalLikelihood(
    @Default("\"learned\"") NormalScale scale, @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public void checkFits(ValueKind kind) {
    // A density on the reals; what it says of other values is the user's to judge.
  }

  @Override
  public Likelihood build(
      ParameterStore parameters, Architecture decoder, int latents, ObservedData observed) {
    Head loc =
        new Head(
            "loc",
            observed.shape(),
            outputBias == OutputBias.DATA_MEAN ? new Fill(observed.mean()) : new Zeros());
    ImmutableList<Head> heads =
        ImmutableList.<Head>builder().add(loc).addAll(scale.heads()).build();
    Network network = decoder.build(parameters, "decoder", Shape.of(latents), heads);
    NormalScale.LogScale logScale = scale.build(parameters, observed.dimension());
    return (tf, z) -> {
      ImmutableList<Operand<TFloat32>> outputs = network.apply(tf, z);
      return new DiagonalNormal(
          outputs.get(0),
          logScale.given(tf, outputs.subList(1, outputs.size())),
          observed.dimension());
    };
  }
}
