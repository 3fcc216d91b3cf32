package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a metric or figure asks for first, found by letting it ask and answering nothing. A split is
 * gone through in runs of one size, but for the last.
 *
 * @param rows how many rows it runs
 * @param fetches the nodes
 */
record FirstRun(int rows, ImmutableList<Operand<TFloat32>> fetches) {
  /**
   * Starts a measurement and stops it.
   *
   * @param counts how many examples each split has
   * @return nothing if it asks for nothing
   */
  static Optional<FirstRun> of(
      Split split, ToIntFunction<Split> counts, Consumer<SplitRunner> measurement) {
    try {
      measurement.accept(new Recorder(split, counts));
      return Optional.empty();
    } catch (Asked asked) {
      return Optional.of(asked.run);
    }
  }

  /** Ends a measurement. */
  @SuppressWarnings("serial") // Thrown and caught in this file.
  private static final class Asked extends RuntimeException {
    private final transient FirstRun run;

    Asked(FirstRun run) {
      super(null, null, false, false);
      this.run = run;
    }
  }

  private record Recorder(Split split, ToIntFunction<Split> counts) implements SplitRunner {
    @Override
    public int count() {
      return counts.applyAsInt(split);
    }

    @Override
    public SplitRunner of(Split other) {
      return new Recorder(other, counts);
    }

    @Override
    public void keep(String name, double[] perExample) {}

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      throw new Asked(new FirstRun(rows.length, fetches));
    }

    @Override
    public void progress(int examplesDone) {}
  }
}
