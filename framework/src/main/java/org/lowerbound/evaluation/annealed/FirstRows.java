package org.lowerbound.evaluation.annealed;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The first examples of a split.
 *
 * @param runner runs all
 * @param most how many they are, if there are so many
 */
record FirstRows(RowRunner runner, int most) implements RowRunner {
  @Override
  public int count() {
    return Math.min(most, runner.count());
  }

  @Override
  public ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
    return runner.run(rows, draw, fed, fetches);
  }

  @Override
  public void progress(int examplesDone) {
    runner.progress(examplesDone);
  }
}
