package org.lowerbound.model.diffusion;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lowerbound.network.ContextNetwork;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.ParameterStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network that is a linear function at each step, whose slope and offset are given: the best one
 * there is for normal data. It finds out the step from its features.
 *
 * @param features of the model
 * @param slope at step t
 * @param offset at step t
 */
record LinearDenoiser(TimeFeatures features, IntToDoubleFunction slope, IntToDoubleFunction offset)
    implements DenoisingArchitecture {
  /** Returns the best one for a prediction. */
  static LinearDenoiser best(GaussianDiffusion data, Prediction prediction, int features) {
    DiffusionChain chain = data.chain();
    return new LinearDenoiser(
        new TimeFeatures(chain.steps(), features),
        t -> value(data, prediction, t, 1) - value(data, prediction, t, 0),
        t -> value(data, prediction, t, 0));
  }

  private static double value(GaussianDiffusion data, Prediction prediction, int t, double state) {
    double start = data.start(t, state);
    double noise = data.noise(t, state);
    return switch (prediction) {
      case NOISE -> noise;
      case START -> start;
      case VELOCITY ->
          Math.sqrt(data.chain().signal(t)) * noise - Math.sqrt(data.chain().noise(t)) * start;
    };
  }

  /** Returns the best one for the state before, as a chain of denoisers has it. */
  static LinearDenoiser bestOfPrevious(GaussianDiffusion data, int features) {
    DiffusionChain chain = data.chain();
    return new LinearDenoiser(
        new TimeFeatures(chain.steps(), features),
        t -> previous(data, t, 1) - previous(data, t, 0),
        t -> previous(data, t, 0));
  }

  private static double previous(GaussianDiffusion data, int t, double state) {
    DiffusionChain chain = data.chain();
    double mean = chain.startWeight(t) * data.start(t, state) + chain.stateWeight(t) * state;
    return (mean - state) / Math.sqrt(chain.beta(t));
  }

  @Override
  public ContextNetwork denoising(
      ParameterStore parameters,
      String name,
      Shape input,
      int contextSize,
      ImmutableList<Head> heads) {
    int steps = features.steps();
    // Parameters, so that a loop has to hand them in.
    Operand<TFloat32> slopes =
        parameters.create(name + ".slopes", Shape.of(steps + 1), filled(slope));
    Operand<TFloat32> offsets =
        parameters.create(name + ".offsets", Shape.of(steps + 1), filled(offset));
    return (tf, x, context, pass) -> {
      Operand<TInt32> step = FoundStep.of(tf, features, context);
      Operand<TFloat32> output =
          tf.math.add(
              tf.math.mul(
                  tf.expandDims(
                      tf.gather(pass.parameter(tf, slopes), step, tf.constant(0)), tf.constant(1)),
                  x),
              tf.expandDims(
                  tf.gather(pass.parameter(tf, offsets), step, tf.constant(0)), tf.constant(1)));
      return heads.stream()
          .<Operand<TFloat32>>map(
              head -> head.name().equals("output") ? output : tf.zerosLike(output))
          .collect(ImmutableList.toImmutableList());
    };
  }

  private Fill filled(IntToDoubleFunction number) {
    return new Fill(
        ImmutableDoubleArray.copyOf(
            IntStream.rangeClosed(0, features.steps())
                .mapToDouble(t -> t == 0 ? 0 : number.applyAsDouble(t))));
  }
}
