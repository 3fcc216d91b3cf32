package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where a scale σ comes from, such as the standard deviation of a {@link NormalLikelihood}, or
 * another positive parameter of a likelihood. All but a fixed one are kept in exp(±10).
 */
public sealed interface Scale extends NormalScale {
  /**
   * Returns the heads that the decoder needs for it.
   *
   * @param name of the logarithm
   * @param observed the shape of an observation
   */
  ImmutableList<Head> heads(String name, Shape observed);

  /**
   * Makes the parameters that are not the decoder's, if any.
   *
   * @param name of the logarithm
   * @param dimension D, the number of values of an observation
   */
  LogScale build(ParameterStore parameters, String name, int dimension);

  @Override
  default Parameterization<Distribution> normal(Head loc, ModelScope scope) {
    return WithScale.of(
        loc,
        this,
        scope,
        (tf, mean, logScale) -> new DiagonalNormal(mean, logScale, scope.observed().dimension()));
  }

  /** log σ, once it is in a graph. */
  @FunctionalInterface
  interface LogScale {
    /** Returns log σ, in a shape that broadcasts to {@code [K, B, D]}, from the heads' outputs. */
    Operand<TFloat32> given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass);
  }

  /** A scale that is one number for all values of all observations. */
  sealed interface Shared extends Scale {
    @Override
    default ImmutableList<Head> heads(String name, Shape observed) {
      return ImmutableList.of();
    }
  }

  /**
   * One given number. A configuration may write the bare number.
   *
   * @param value σ
   */
  record Fixed(@Interval(above = 0) double value) implements Shared {
    /** Checks the argument. */
    public Fixed {
      Checks.positive(value, "value");
    }

    @Override
    public LogScale build(ParameterStore parameters, String name, int dimension) {
      return (tf, outputs, pass) -> tf.constant((float) Math.log(value));
    }
  }

  /**
   * One number, learned with the decoder (Dai and Wipf 2019).
   *
   * @param initial σ before training
   */
  record Learned(@Default("1.0") double initial) implements Shared {
    /** Checks the argument. */
    public Learned {
      Checks.initial(initial, "initial");
    }

    @Override
    public LogScale build(ParameterStore parameters, String name, int dimension) {
      return parameter(parameters, name, initial, 1); // [1]
    }
  }

  /**
   * One number for each value of an observation, learned.
   *
   * @param initial σ before training
   */
  record PerPixel(@Default("1.0") double initial) implements Scale {
    /** Checks the argument. */
    public PerPixel {
      Checks.initial(initial, "initial");
    }

    @Override
    public ImmutableList<Head> heads(String name, Shape observed) {
      return ImmutableList.of();
    }

    @Override
    public LogScale build(ParameterStore parameters, String name, int dimension) {
      return parameter(parameters, name, initial, dimension); // [D]
    }
  }

  /**
   * One number for each observation, a function of z: a second head of the decoder.
   *
   * @param initial σ before training
   */
  record PerObservation(@Default("1.0") double initial) implements Scale {
    /** Checks the argument. */
    public PerObservation {
      Checks.initial(initial, "initial");
    }

    @Override
    public ImmutableList<Head> heads(String name, Shape observed) {
      return ImmutableList.of(new Head(name, Shape.of(1), Fill.of(Math.log(initial), 1)));
    }

    @Override
    public LogScale build(ParameterStore parameters, String name, int dimension) {
      return (tf, outputs, pass) -> DiagonalNormal.bounded(tf, outputs.get(0)); // [K, B, 1]
    }
  }

  /**
   * One number for each value of each observation, a function of z: a second head of the decoder.
   *
   * @param initial σ before training
   */
  record FromDecoder(@Default("1.0") double initial) implements Scale {
    /** Checks the argument. */
    public FromDecoder {
      Checks.initial(initial, "initial");
    }

    @Override
    public ImmutableList<Head> heads(String name, Shape observed) {
      return ImmutableList.of(
          new Head(name, observed, Fill.of(Math.log(initial), (int) observed.size())));
    }

    @Override
    public LogScale build(ParameterStore parameters, String name, int dimension) {
      return (tf, outputs, pass) -> DiagonalNormal.bounded(tf, outputs.get(0)); // [K, B, D]
    }
  }

  private static LogScale parameter(
      ParameterStore parameters, String name, double initial, int size) {
    Operand<TFloat32> raw =
        parameters.create("likelihood." + name, Shape.of(size), Fill.of(Math.log(initial), size));
    return (tf, outputs, pass) -> DiagonalNormal.bounded(tf, pass.parameter(tf, raw));
  }
}
