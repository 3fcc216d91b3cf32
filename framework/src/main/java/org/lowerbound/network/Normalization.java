package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * How the hidden layers of a network are kept at one scale. It defines a layer's weights and what
 * stands between its linear map and its activation. Heads are never normalised.
 */
public sealed interface Normalization {
  /**
   * Makes the weights of a linear map.
   *
   * @param name the prefix of the parameters' names
   * @param shape {@code [in, out]} or {@code [height, width, in, out]}
   */
  default Weights weights(
      ParameterStore parameters, String name, Shape shape, Initializer initializer) {
    return Weights.of(parameters.create(name + ".weights", shape, initializer));
  }

  /**
   * Makes what stands before an activation. It ends with an offset, 0 at first, so that the linear
   * map needs no bias.
   *
   * @param name the prefix of the parameters' names
   * @param size the length of the last axis: units of a dense layer, channels of an image
   */
  default Layer beforeActivation(ParameterStore parameters, String name, int size) {
    return Bias.create(parameters, name, size, new Zeros());
  }

  /** Weights as they are, and a bias. */
  record None() implements Normalization {}

  /**
   * Batch normalisation (Ioffe and Szegedy 2015, algorithms 1 and 2): γ (x − μ) / √(σ² + ε) + β for
   * each unit, or each channel of an image.
   *
   * <p>A single row is its own mean and would leave nothing: a training step with m = 1 is refused.
   *
   * <p>In training μ and σ² are the mean and the variance (with 1/m) over all m rows: draws ×
   * batch, times the pixels of an image. In evaluation they are running ones, which start at 0 and
   * 1 and move in each training step to momentum · old + (1 − momentum) · new; the new variance is
   * that with 1/(m − 1), as in the paper. A frozen pass uses the batch's own and leaves the running
   * ones alone.
   *
   * @param momentum how much of the running statistics a step keeps
   * @param epsilon ε, which keeps a constant unit finite
   */
  record Batch(
      @Default("0.99") @Interval(min = 0, below = 1) double momentum,
      @Default("1e-5") @Interval(above = 0) double epsilon)
      implements Normalization {
    /** Checks the arguments. */
    public Batch {
      checkArgument(
          momentum >= 0 && momentum < 1, "momentum must be in [0, 1) but is %s", momentum);
      checkEpsilon(epsilon);
    }

    @Override
    public Layer beforeActivation(ParameterStore parameters, String name, int size) {
      return Layer.chain(
          BatchNormalization.create(parameters.states(), name, size, this),
          ScaleAndOffset.create(parameters, name, size));
    }
  }

  /**
   * Layer normalisation (Ba et al. 2016, eq. 3 and 4): γ (x − μ) / √(σ² + ε) + β, with the mean and
   * the variance over all units of one example; of an image, over its pixels and channels. γ and β
   * are one for each unit, or each channel. The same in training and in evaluation. Over a single
   * unit nothing would be left, and it is refused.
   *
   * @param epsilon ε, which keeps a constant layer finite
   */
  record PerLayer(@Default("1e-5") @Interval(above = 0) double epsilon) implements Normalization {
    /** Checks the argument. */
    public PerLayer {
      checkEpsilon(epsilon);
    }

    @Override
    public Layer beforeActivation(ParameterStore parameters, String name, int size) {
      return Layer.chain(
          new LayerNormalization(name, epsilon), ScaleAndOffset.create(parameters, name, size));
    }
  }

  /**
   * Weight normalisation (Salimans and Kingma 2016, eq. 2): the weights of each output are w = g v
   * / ‖v‖, with a bias. v starts where the initializer puts weights, and g at ‖v‖, so that the
   * first function is that of the network without it; the paper's start, which depends on data, is
   * not used.
   */
  record Weight() implements Normalization {
    @Override
    public Weights weights(
        ParameterStore parameters, String name, Shape shape, Initializer initializer) {
      return NormalizedWeights.create(parameters, name, shape, initializer);
    }
  }

  private static void checkEpsilon(double epsilon) {
    checkArgument(
        (float) epsilon >= Float.MIN_NORMAL && epsilon <= Float.MAX_VALUE,
        "epsilon must be positive and finite as a 32-bit float but is %s",
        epsilon);
  }
}
