package org.lowerbound.model.diffusion;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.ContextNetwork;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One network for all steps, which is told t, and the class if there are any.
 *
 * @param chain the steps
 * @param target what it predicts
 * @param network the network
 * @param features of t
 */
record Denoiser(
    DiffusionChain chain, Target target, ContextNetwork network, TimeFeatures features) {
  private static final String NAME = "denoiser";

  /**
   * Makes the parameters.
   *
   * @param classes how many there are, of which the network sees one; 0 if it sees none
   * @param withFraction whether the network has a second output
   */
  static Denoiser create(
      DiffusionChain chain,
      Target target,
      DenoisingArchitecture architecture,
      int timeFeatures,
      int classes,
      boolean withFraction,
      ModelScope scope) {
    ObservedData observed = scope.observed();
    ImmutableList.Builder<Head> heads = ImmutableList.builder();
    heads.add(new Head("output", observed.shape(), new Zeros()));
    if (withFraction) {
      heads.add(new Head("fraction", observed.shape(), new Zeros()));
    }
    TimeFeatures features = new TimeFeatures(chain.steps(), timeFeatures);
    ContextNetwork network =
        NothingBuiltException.check(
            architecture,
            architecture.denoising(
                scope.parameters(),
                NAME,
                observed.shape(),
                features.size() + classes,
                heads.build()));
    return new Denoiser(chain, target, network, features);
  }

  /**
   * What the network makes of noisy observations, {@code [rows, D]} each.
   *
   * @param output its prediction
   * @param start x_0, as it follows from that
   * @param fraction the second output, around 0, if there is one
   */
  record Denoised(
      Operand<TFloat32> output, Operand<TFloat32> start, Optional<Operand<TFloat32>> fraction) {}

  /**
   * Runs the network.
   *
   * @param state x_t, {@code [rows, D]}
   * @param step t, {@code [rows]}
   * @param label one-hot, or zeros where it is not told, {@code [rows, classes]}
   */
  Denoised denoise(
      Ops tf,
      Operand<TFloat32> state,
      Operand<TInt32> step,
      Optional<Operand<TFloat32>> label,
      Pass pass) {
    Operand<TFloat32> ofTime = features.of(tf, step);
    Operand<TFloat32> context =
        label
            .<Operand<TFloat32>>map(given -> tf.concat(List.of(ofTime, given), tf.constant(1)))
            .orElse(ofTime);
    ImmutableList<Operand<TFloat32>> outputs = network.apply(tf, state, context, pass);
    Operand<TFloat32> output = outputs.get(0);
    return new Denoised(
        output,
        target.start(tf, chain, state, step, output),
        outputs.size() > 1 ? Optional.of(outputs.get(1)) : Optional.empty());
  }
}
