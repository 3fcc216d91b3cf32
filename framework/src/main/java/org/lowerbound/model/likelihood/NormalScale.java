package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where the standard deviation σ of a {@link NormalLikelihood} comes from. */
public sealed interface NormalScale {
  /** Returns the heads that the decoder needs for the scale, beside that for the mean. */
  ImmutableList<Head> heads();

  /** Makes the parameters that are not the decoder's, if any, for observations of D values. */
  LogScale build(ParameterStore parameters, int dimension);

  /** log σ, once it is in a graph. */
  @FunctionalInterface
  interface LogScale {
    /** Returns log σ, in a shape that broadcasts to {@code [K, B, D]}, from the heads' outputs. */
    Operand<TFloat32> given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass);
  }

  /**
   * One given number. A configuration may write the bare number.
   *
   * @param value σ
   */
  record Fixed(double value) implements NormalScale {
    /** Checks the argument. */
    public Fixed {
      checkPositive(value, "value");
    }

    @Override
    public ImmutableList<Head> heads() {
      return ImmutableList.of();
    }

    @Override
    public LogScale build(ParameterStore parameters, int dimension) {
      return (tf, outputs, pass) -> tf.constant((float) Math.log(value));
    }
  }

  /**
   * One number, learned with the decoder (Dai and Wipf 2019).
   *
   * @param initial σ before training
   */
  record Learned(@Default("1.0") double initial) implements NormalScale {
    /** Checks the argument. */
    public Learned {
      checkInitial(initial);
    }

    @Override
    public ImmutableList<Head> heads() {
      return ImmutableList.of();
    }

    @Override
    public LogScale build(ParameterStore parameters, int dimension) {
      return parameter(parameters, initial, 1); // [1]
    }
  }

  /**
   * One number for each value of an observation, learned.
   *
   * @param initial σ before training
   */
  record PerPixel(@Default("1.0") double initial) implements NormalScale {
    /** Checks the argument. */
    public PerPixel {
      checkInitial(initial);
    }

    @Override
    public ImmutableList<Head> heads() {
      return ImmutableList.of();
    }

    @Override
    public LogScale build(ParameterStore parameters, int dimension) {
      return parameter(parameters, initial, dimension); // [D]
    }
  }

  /**
   * One number for each observation, a function of z: a second head of the decoder.
   *
   * @param initial σ before training
   */
  record PerObservation(@Default("1.0") double initial) implements NormalScale {
    /** Checks the argument. */
    public PerObservation {
      checkInitial(initial);
    }

    @Override
    public ImmutableList<Head> heads() {
      return ImmutableList.of(new Head("logScale", Shape.of(1), Fill.of(Math.log(initial), 1)));
    }

    @Override
    public LogScale build(ParameterStore parameters, int dimension) {
      return (tf, outputs, pass) -> DiagonalNormal.bounded(tf, outputs.get(0)); // [K, B, 1]
    }
  }

  private static LogScale parameter(ParameterStore parameters, double initial, int size) {
    Operand<TFloat32> raw =
        parameters.create("likelihood.logScale", Shape.of(size), Fill.of(Math.log(initial), size));
    return (tf, outputs, pass) -> DiagonalNormal.bounded(tf, pass.parameter(tf, raw));
  }

  private static void checkPositive(double scale, String name) {
    checkArgument(
        scale > 0 && Double.isFinite(scale),
        "%s must be positive and finite but is %s",
        name,
        scale);
  }

  /** A first value outside the bounds would silently be another, and would never get a gradient. */
  private static void checkInitial(double initial) {
    checkPositive(initial, "initial");
    checkArgument(
        Math.abs(Math.log(initial)) <= DiagonalNormal.LARGEST_LOG_SCALE,
        "initial must be in exp(-%s) … exp(%s) but is %s; a fixed scale has no such bounds",
        DiagonalNormal.LARGEST_LOG_SCALE,
        DiagonalNormal.LARGEST_LOG_SCALE,
        initial);
  }
}
