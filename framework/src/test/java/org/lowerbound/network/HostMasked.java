package org.lowerbound.network;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.lowerbound.testing.InputParameters;

/**
 * The networks of a {@link MaskedEnsemble} in double precision, one sum at a time: a term is left
 * out where a unit must not see another.
 */
public final class HostMasked {
  private final InputParameters parameters;
  private final String name;
  private final List<Connectivity> members;
  private final DoubleUnaryOperator activation;

  HostMasked(
      InputParameters parameters,
      String name,
      List<Connectivity> members,
      DoubleUnaryOperator activation) {
    this.parameters = parameters;
    this.name = name;
    this.members = members;
    this.activation = activation;
  }

  /** Takes the networks that a cycle gives, with tanh for their activation. */
  public static HostMasked tanh(
      InputParameters parameters,
      String name,
      MaskCycle cycle,
      int dimension,
      List<Integer> widths) {
    return new HostMasked(parameters, name, cycle.members(name, dimension, widths), Math::tanh);
  }

  /** Returns the number of networks. */
  public int size() {
    return members.size();
  }

  /** Returns a network's outputs for x, of D values each. */
  public double[] outputs(int member, String head, double... x) {
    Connectivity connectivity = members.get(member);
    int[] places = connectivity.inputs().values().toArray();
    int[] below = places;
    double[] values = x;
    for (int layer = 0; layer < connectivity.hidden().size(); layer++) {
      int[] above = connectivity.hidden().get(layer).values().toArray();
      String prefix = name + ".hidden" + (layer + 1);
      double[] sums = bias(prefix);
      add(sums, prefix, values, below, above, false);
      for (int unit = 0; unit < sums.length; unit++) {
        sums[unit] = activation.applyAsDouble(sums[unit]);
      }
      values = sums;
      below = above;
    }
    double[] outputs = bias(name + "." + head);
    add(outputs, name + "." + head, values, below, places, true);
    if (parameters.byName().containsKey(name + ".direct.weights")) {
      add(outputs, name + ".direct", x, places, places, true);
    }
    return outputs;
  }

  private double[] bias(String layer) {
    float[] bias = parameters.values(layer + ".bias");
    double[] sums = new double[bias.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = bias[i];
    }
    return sums;
  }

  private void add(
      double[] sums, String layer, double[] values, int[] below, int[] above, boolean strict) {
    float[] weights = parameters.values(layer + ".weights");
    for (int from = 0; from < values.length; from++) {
      for (int to = 0; to < sums.length; to++) {
        if (strict ? below[from] < above[to] : below[from] <= above[to]) {
          sums[to] += values[from] * weights[from * sums.length + to];
        }
      }
    }
  }
}
