package org.lowerbound.model.autoregressive;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.List;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.HostMasked;
import org.lowerbound.network.MaskCycle;
import org.lowerbound.schedule.StepFunction;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A model of a few bits with parameters away from where they start, and the same on the host. */
public final class SmallMade implements AutoCloseable {
  final GraphHarness harness = new GraphHarness();
  final int dimension;
  final MadeModel model;
  final HostMasked host;
  private final InputParameters parameters = new InputParameters(harness, 2);
  private StepFunction memberAt;
  private Operand<TFloat32> member;

  SmallMade(int dimension, List<Integer> hidden, int orderings, int masks, boolean direct) {
    this.dimension = dimension;
    ObservedData observed =
        new ObservedData(
            Shape.of(dimension),
            ValueKind.BINARY,
            ImmutableDoubleArray.copyOf(Collections.nCopies(dimension, 0.3)));
    this.model =
        (MadeModel)
            spec(hidden, orderings, masks, direct)
                .build(new ModelScope(parameters, this::scalar, observed));
    parameters
        .byName()
        .forEach(
            (name, input) ->
                harness.set(input, Draws.normal(name, harness.get(input).length, 0, 1)));
    this.host =
        HostMasked.tanh(parameters, "made", new MaskCycle(orderings, masks, 0), dimension, hidden);
  }

  static Made spec(List<Integer> hidden, int orderings, int masks, boolean direct) {
    return new Made(
        ImmutableList.copyOf(hidden),
        Activation.TANH,
        new GlorotUniform(),
        orderings,
        masks,
        direct,
        0,
        OutputBias.DATA_MEAN);
  }

  private Operand<TFloat32> scalar(String name, StepFunction function) {
    memberAt = function;
    member = harness.input(Shape.scalar(), 0);
    return member;
  }

  /** Returns the function of the time that says which network a step trains. */
  StepFunction memberAt() {
    return memberAt;
  }

  /** Sets which network a step trains. */
  void setMember(double number) {
    harness.set(member, (float) number);
  }

  /** Returns the parameters. */
  InputParameters parameters() {
    return parameters;
  }

  /** Returns the bits of a number, the last pixel's the lowest. */
  static double[] bits(int number, int dimension) {
    double[] x = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      x[i] = number >> (dimension - 1 - i) & 1;
    }
    return x;
  }

  /** Returns log p(x) of one network on the host. */
  double hostLogProb(int number, double... x) {
    return logProb(host.outputs(number, "logits", x), x);
  }

  /** Returns Σ log Bernoulli(xᵢ; σ(lᵢ)). */
  static double logProb(double[] logits, double... x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum -= Math.log1p(Math.exp(x[i] == 1 ? -logits[i] : logits[i]));
    }
    return sum;
  }

  /** Returns p(x) of the mixture on the host. */
  double hostProb(double... x) {
    double sum = 0;
    for (int number = 0; number < host.size(); number++) {
      sum += Math.exp(hostLogProb(number, x));
    }
    return sum / host.size();
  }

  /** Returns an input with all observations, {@code [2^D, D]}. */
  Operand<TFloat32> everything() {
    int count = 1 << dimension;
    float[] all = new float[count * dimension];
    for (int n = 0; n < count; n++) {
      double[] x = bits(n, dimension);
      for (int i = 0; i < dimension; i++) {
        all[n * dimension + i] = (float) x[i];
      }
    }
    return harness.input(Shape.of(count, dimension), all);
  }

  @Override
  public void close() {
    harness.close();
  }
}
