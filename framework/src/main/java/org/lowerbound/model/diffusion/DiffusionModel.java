package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.DiffusionBound;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseStates;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A {@link Diffusion} in a graph.
 *
 * @param denoiser the network with its chain
 * @param variance σ_t²
 * @param values the way to x_0
 * @param labels that it sees
 * @param sampler how observations are drawn where nothing else is said
 */
record DiffusionModel(
    Denoiser denoiser, ReverseVariance variance, Values values, Labels labels, ReverseChain sampler)
    implements DiffusionBound {
  @Override
  public int steps() {
    return denoiser.chain().steps();
  }

  @Override
  public boolean learnsVariance() {
    return variance == ReverseVariance.LEARNED;
  }

  @Override
  public Operand<TFloat32> squaredError(
      Ops tf, Operand<TFloat32> observations, Operand<TInt32> step, NoiseSource noise, Pass pass) {
    return term(tf, observations, step, noise, pass).squaredError();
  }

  @Override
  public Operand<TFloat32> priorKl(Ops tf, Operand<TFloat32> observations) {
    DiffusionChain chain = denoiser.chain();
    float signal = (float) chain.signal(chain.steps());
    float logNoise = (float) Math.log(chain.noise(chain.steps()));
    Operand<TFloat32> start = values.toChain(tf, observations);
    Operand<TFloat32> perValue = // ½ (ᾱ_T (x_0² − 1) − log(1 − ᾱ_T))
        tf.math.sub(
            tf.math.mul(tf.constant(signal), tf.math.sub(tf.math.square(start), tf.constant(1f))),
            tf.constant(logNoise));
    return tf.math.mul(tf.constant(0.5f), GraphMath.sumEvent(tf, perValue));
  }

  @Override
  public Term term(
      Ops tf, Operand<TFloat32> observations, Operand<TInt32> step, NoiseSource noise, Pass pass) {
    Operand<TFloat32> start = values.toChain(tf, observations);
    Target.NoisyDraw draw = denoiser.target().draw(tf, denoiser.chain(), start, step, noise);
    Denoiser.Denoised denoised =
        denoiser.denoise(tf, draw.state(), step, labels.dropped(tf, pass, noise), pass);
    Operand<TFloat32> squaredError =
        tf.math.mean(
            tf.math.squaredDifference(draw.target(), denoised.output()), tf.constant(1)); // [B]
    Operand<TFloat32> predicted =
        pass.isTraining() ? denoised.start() : values.clipped(tf, denoised.start());
    Operand<TFloat32> logVariance =
        StepVariance.of(variance).log(tf, denoiser.chain(), step, denoised, pass);
    return new Term(
        squaredError,
        nats(tf, observations, start, predicted, logVariance, step),
        nats(tf, observations, start, tf.stopGradient(predicted), logVariance, step));
  }

  /**
   * Returns the KL of the step, or −log p(x_0 | x_1) at the first, {@code [B]}. The means of q and
   * p differ by x_0 alone, as x_t is the same in both.
   */
  private Operand<TFloat32> nats(
      Ops tf,
      Operand<TFloat32> observations,
      Operand<TFloat32> start,
      Operand<TFloat32> predicted,
      Operand<TFloat32> logVariance,
      Operand<TInt32> step) {
    DiffusionChain chain = denoiser.chain();
    StepTable table = new StepTable(chain.steps(), step);
    Operand<TFloat32> logPosterior = table.of(tf, t -> Math.log(chain.smallVariance(t)));
    Operand<TFloat32> error =
        tf.math.mul(table.of(tf, chain::startWeight), tf.math.sub(start, predicted)); // [B, D]
    Operand<TFloat32> logRatio = tf.math.sub(logPosterior, logVariance);
    Operand<TFloat32> perValue = // ½ (log(σ²/β̃) + β̃/σ² − 1 + error²/σ²), exact for σ² = β̃
        tf.math.add(
            tf.math.sub(tf.math.expm1(logRatio), logRatio),
            tf.math.mul(tf.math.square(error), tf.math.exp(tf.math.neg(logVariance))));
    Operand<TFloat32> kl = tf.math.mul(tf.constant(0.5f), GraphMath.sumEvent(tf, perValue));
    Operand<TFloat32> distortion =
        tf.math.neg(values.logProb(tf, observations, predicted, logVariance));
    return tf.select(tf.math.equal(step, tf.constant(1)), distortion, kl);
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return sample(tf, sampler, noise, count, pass);
  }

  @Override
  public Operand<TFloat32> sample(
      Ops tf, ReverseChain chain, NoiseSource noise, int count, Pass pass) {
    return values.toObservations(
        tf, reversal(chain).from(tf, values.end(tf, noise, count), labels.of(pass), noise));
  }

  @Override
  public Operand<TFloat32> toChain(Ops tf, Operand<TFloat32> observations) {
    return values.toChain(tf, observations);
  }

  @Override
  public ReverseStates states(
      Ops tf, Optional<ReverseChain> chain, NoiseSource noise, int count, Pass pass) {
    return reversal(chain.orElse(sampler))
        .states(tf, values.end(tf, noise, count), labels.of(pass), noise);
  }

  private Reversal reversal(ReverseChain chain) {
    checkWay(chain);
    return new Reversal(denoiser, StepVariance.of(variance), values, labels.classes(), chain);
  }

  /**
   * Checks a way back.
   *
   * @throws IllegalArgumentException if the model has no such way; the message says what would work
   */
  void checkWay(ReverseChain chain) {
    labels.checkWay(chain);
    checkArgument(
        chain.steps().orElse(steps()) <= steps(),
        "a chain of %s steps is asked for, but the model has %s; at most as many work",
        chain.steps().orElse(steps()),
        steps());
  }
}
