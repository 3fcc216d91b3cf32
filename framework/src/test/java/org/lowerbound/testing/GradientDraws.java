package org.lowerbound.testing;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Gradients at many steps of the noise, to be compared in expectation. */
public final class GradientDraws {
  private final ImmutableList<ImmutableList<float[]>> steps;

  private GradientDraws(ImmutableList<ImmutableList<float[]>> steps) {
    this.steps = steps;
  }

  /** Runs several nodes together, so that all of them see the same draws. */
  public static GradientDraws of(GraphHarness harness, int steps, List<Operand<TFloat32>> nodes) {
    ImmutableList.Builder<ImmutableList<float[]>> values = ImmutableList.builder();
    for (int step = 0; step < steps; step++) {
      harness.setStep(step);
      values.add(harness.run(nodes));
    }
    return new GradientDraws(values.build());
  }

  /** Returns an element of a node at all steps. */
  public double[] values(int node, int element) {
    return steps.stream().mapToDouble(step -> step.get(node)[element]).toArray();
  }

  /** Returns the difference of an element of two nodes at all steps. */
  public MonteCarlo difference(int node, int other, int element) {
    return MonteCarlo.of(
        steps.stream()
            .mapToDouble(step -> (double) step.get(node)[element] - step.get(other)[element])
            .toArray());
  }

  /** Returns the mean of an element of a node. */
  public MonteCarlo mean(int node, int element) {
    return MonteCarlo.of(values(node, element));
  }

  /** Returns the number of elements of a node. */
  public int size(int node) {
    return steps.get(0).get(node).length;
  }

  /** Returns the variance of a node, summed over its elements. */
  public double variance(int node) {
    double sum = 0;
    for (int i = 0; i < size(node); i++) {
      double error = mean(node, i).standardError();
      sum += error * error * steps.size();
    }
    return sum;
  }

  /** Fails unless two nodes have the same expectation, element by element. */
  public void assertSameExpectation(int node, int other, String what) {
    for (int i = 0; i < size(node); i++) {
      MonteCarlo difference = difference(node, other, i);
      if (difference.mean() != 0 || difference.standardError() != 0) { // The same on every draw.
        difference.assertExpectation(0, what + ", element " + i);
      }
    }
  }
}
