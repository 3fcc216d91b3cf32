package org.lowerbound.evaluation.bound;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A metric that is measured several times with independent draws. Its columns are the metric's,
 * with the means over the measurements, and beside each the standard error of that mean which comes
 * of the draws: how far the same measurement with another seed would be from it. The standard error
 * over examples, which is that of one measurement, is apart from it: other examples, not other
 * draws.
 *
 * <p>It adds no nodes for the repeats: draws are a function of the number of a run, and each
 * measurement has numbers of its own.
 *
 * @param metric what is measured; noise that it does not draw in the graph is the same each time
 * @param times how often
 */
public record Repeated(Metric metric, @Default("5") @Interval(min = 2, max = 10_000) int times)
    implements Metric, ReadsSplits {
  private static final String SUFFIX = "-draw-error";
  private static final int MOST_TIMES = 10_000;

  /** Checks the arguments. */
  public Repeated {
    checkArgument(
        !(metric instanceof Repeated), "a metric that is repeated cannot be repeated once more");
    Counts.checkAtLeast("times", times, 2, MOST_TIMES);
  }

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (Column column : metric.columns()) {
      columns.add(
          new Column(
              column.name(),
              column.unit(),
              column.better(),
              "%s; mean of %d measurements".formatted(column.description(), times),
              column.dependence(),
              column.optional()),
          new Column(
              column.name() + SUFFIX,
              column.unit(),
              Better.LOWER,
              "Standard error of %s over %d measurements with independent draws"
                  .formatted(column.name(), times),
              column.dependence() == Dependence.NONE ? Dependence.NONE : Dependence.LIKELIHOOD,
              column.optional()));
    }
    return columns.build();
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return metric instanceof ReadsSplits reads ? reads.alsoReads() : ImmutableSet.of();
  }

  @Override
  public void checkFits(Dataset dataset) {
    metric.checkFits(dataset);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Measurement once = metric.build(tf, graph);
    return runner -> {
      List<ImmutableMap<String, Estimate>> all = new ArrayList<>();
      for (int time = 0; time < times; time++) {
        all.add(once.measure(new Repeat(runner, time)));
      }
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      for (Column column : metric.columns()) {
        ImmutableList<Estimate> ofColumn =
            all.stream()
                .map(one -> one.get(column.name()))
                .filter(Objects::nonNull)
                .collect(ImmutableList.toImmutableList());
        if (ofColumn.size() == times) { // Else it is optional, and the model has no such thing.
          numbers.put(column.name(), mean(ofColumn));
          numbers.put(column.name() + SUFFIX, drawError(ofColumn));
        }
      }
      return numbers.buildOrThrow();
    };
  }

  private static double[] values(List<Estimate> all) {
    return all.stream().mapToDouble(Estimate::value).toArray();
  }

  private static Estimate mean(List<Estimate> all) {
    Estimate first = all.get(0);
    double[] errors = all.stream().flatMapToDouble(one -> one.standardError().stream()).toArray();
    return new Estimate(
        Estimate.meanOf(values(all)).value(),
        errors.length == all.size()
            ? OptionalDouble.of(Estimate.meanOf(errors).value())
            : OptionalDouble.empty(),
        first.n(),
        Caveats.ofMean(all.stream().map(Estimate::caveats).toList()));
  }

  private static Estimate drawError(List<Estimate> all) {
    return Estimate.exact(
        Estimate.meanOf(values(all)).standardError().orElseThrow(), all.get(0).n());
  }

  /**
   * One measurement: runs have numbers of its own, and what it keeps is told apart from others'.
   */
  private record Repeat(SplitRunner runner, int time) implements SplitRunner {
    /** No metric numbers its draws as high. */
    private static final int BITS = 48;

    @Override
    public Split split() {
      return runner.split();
    }

    @Override
    public int count() {
      return runner.count();
    }

    @Override
    public SplitRunner of(Split other) {
      return new Repeat(runner.of(other), time);
    }

    @Override
    public void keep(String name, double[] perExample) {
      runner.keep("%s-%d".formatted(name, time + 1), perExample);
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      return runner.run(rows, ofTime(draw), fed, fetches);
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows,
        long draw,
        ImmutableList<Fed> fed,
        ImmutableList<Operand<TFloat32>> fetches,
        Portion portion) {
      return runner.run(rows, ofTime(draw), fed, fetches, portion);
    }

    private long ofTime(long draw) {
      return draw + ((long) time << BITS);
    }

    @Override
    public void progress(int examplesDone) {
      runner.progress(examplesDone);
    }
  }
}
