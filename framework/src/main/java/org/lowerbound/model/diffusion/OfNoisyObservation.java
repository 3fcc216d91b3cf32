package org.lowerbound.model.diffusion;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A prediction of what x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε is made of.
 *
 * @param prediction which
 */
record OfNoisyObservation(Prediction prediction) implements Target {
  @Override
  public NoisyDraw draw(
      Ops tf,
      DiffusionChain chain,
      Operand<TFloat32> start,
      Operand<TInt32> step,
      NoiseSource noise) {
    Operand<TFloat32> epsilon = noise.standardNormal(tf, tf.shape(start));
    StepTable table = new StepTable(chain.steps(), step);
    Operand<TFloat32> ofStart = table.of(tf, t -> Math.sqrt(chain.signal(t)));
    Operand<TFloat32> ofNoise = table.of(tf, t -> Math.sqrt(chain.noise(t)));
    return new NoisyDraw(
        Target.mixed(tf, ofStart, start, ofNoise, epsilon),
        switch (prediction) {
          case NOISE -> epsilon;
          case START -> start;
          case VELOCITY -> Target.mixed(tf, ofStart, epsilon, tf.math.neg(ofNoise), start);
        });
  }

  @Override
  public Operand<TFloat32> start(
      Ops tf,
      DiffusionChain chain,
      Operand<TFloat32> state,
      Operand<TInt32> step,
      Operand<TFloat32> output) {
    StepTable table = new StepTable(chain.steps(), step);
    return switch (prediction) {
      case NOISE ->
          Target.mixed(
              tf,
              table.of(tf, t -> 1 / Math.sqrt(chain.signal(t))),
              state,
              table.of(tf, t -> -Math.sqrt(chain.noise(t) / chain.signal(t))),
              output);
      case START -> output;
      case VELOCITY ->
          Target.mixed(
              tf,
              table.of(tf, t -> Math.sqrt(chain.signal(t))),
              state,
              table.of(tf, t -> -Math.sqrt(chain.noise(t))),
              output);
    };
  }
}
