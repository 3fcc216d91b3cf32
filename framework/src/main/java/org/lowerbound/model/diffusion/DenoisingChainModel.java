package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.model.Denoising;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.model.ReverseStates;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A {@link DenoisingChain} in a graph.
 *
 * @param denoiser the network with its chain
 * @param residuals what its predictions leave, in units of β_t
 * @param values the way to x_0
 * @param sampler how observations are drawn where nothing else is said
 */
record DenoisingChainModel(
    Denoiser denoiser, Residuals residuals, Values values, ReverseChain sampler)
    implements Denoising {
  private static final Labels NO_LABELS = new Labels("the model denoising-chain", 0, 0);

  @Override
  public int steps() {
    return denoiser.chain().steps();
  }

  @Override
  public Operand<TFloat32> squaredError(
      Ops tf, Operand<TFloat32> observations, Operand<TInt32> step, NoiseSource noise, Pass pass) {
    Operand<TFloat32> start = values.toChain(tf, observations);
    Target.NoisyDraw draw = denoiser.target().draw(tf, denoiser.chain(), start, step, noise);
    Denoiser.Denoised denoised = denoiser.denoise(tf, draw.state(), step, Optional.empty(), pass);
    Operand<TFloat32> error =
        tf.math.mean(tf.math.squaredDifference(draw.target(), denoised.output()), tf.constant(1));
    residuals.learn(tf, step, error, pass);
    return error;
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return sample(tf, sampler, noise, count, pass);
  }

  @Override
  public Operand<TFloat32> sample(
      Ops tf, ReverseChain chain, NoiseSource noise, int count, Pass pass) {
    return values.toObservations(
        tf, reversal(chain).from(tf, values.end(tf, noise, count), Optional.empty(), noise));
  }

  @Override
  public Operand<TFloat32> toChain(Ops tf, Operand<TFloat32> observations) {
    return values.toChain(tf, observations);
  }

  @Override
  public ReverseStates states(
      Ops tf, Optional<ReverseChain> chain, NoiseSource noise, int count, Pass pass) {
    return reversal(chain.orElse(sampler))
        .states(tf, values.end(tf, noise, count), Optional.empty(), noise);
  }

  private Reversal reversal(ReverseChain chain) {
    checkWay(chain);
    StepVariance own =
        (graph, steps, step, denoised, inLoop) ->
            residuals.log(graph, step, denoiser.chain()::beta, inLoop);
    return new Reversal(denoiser, own, values, 0, chain);
  }

  /**
   * Checks a way back.
   *
   * @throws IllegalArgumentException if the model has no such way; the message says what would work
   */
  void checkWay(ReverseChain chain) {
    NO_LABELS.checkWay(chain);
    int taken = chain.steps().orElse(steps());
    checkArgument(
        taken <= steps(),
        "a chain of %s steps is asked for, but the model has %s; at most as many work",
        taken,
        steps());
    checkArgument(
        taken == steps()
            || !(chain instanceof ReverseChain.Ancestral ancestral)
            || ancestral.noise() != ReverseNoise.OWN,
        "the model's own noise is that of single steps, and there is none for %s of %s; all steps"
            + " or the noise large or small work",
        taken,
        steps());
  }
}
