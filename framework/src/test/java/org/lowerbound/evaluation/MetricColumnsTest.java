package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.model.LikelihoodKind;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A metric gives the numbers of the columns that it declares, no other ones and no fewer. */
final class MetricColumnsTest {
  private static final MetricColumns MASS =
      new MetricColumns(
          LikelihoodKind.MASS, BitsPerDimension.of(LikelihoodKind.MASS, ValueKind.BINARY, 2));

  /** Declares two columns, one of which may be empty, and gives what it is told to. */
  private record Told() implements Metric {
    @Override
    public ImmutableList<Column> columns() {
      return ImmutableList.of(
          new Column("bound", "nats", Better.HIGHER, "", Dependence.EVIDENCE),
          new Column("extra", "nats", Better.HIGHER, "", Dependence.EVIDENCE, true));
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      throw new UnsupportedOperationException("nothing to build");
    }
  }

  /** A split of which nothing is asked. */
  private static final class NoRuns implements SplitRunner {
    @Override
    public Split split() {
      return Split.TEST;
    }

    @Override
    public SplitRunner of(Split other) {
      throw new AssertionError("no other split here");
    }

    @Override
    public void keep(String name, double[] perExample) {
      throw new AssertionError("nothing to keep here");
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      throw new UnsupportedOperationException("nothing to run");
    }

    @Override
    public void progress(int examplesDone) {}
  }

  private static ImmutableMap<String, Estimate> measure(ImmutableMap<String, Estimate> figures) {
    return MASS.measurement(new Told(), runner -> figures).measure(new NoRuns());
  }

  private static Estimate figure() {
    return Estimate.exact(-2 * Math.log(2), 1);
  }

  @Test
  void anOptionalColumnMayBeEmpty() {
    assertEquals(
        List.of("bound", "bound-bits-per-dim"),
        measure(ImmutableMap.of("bound", figure())).keySet().asList());
    assertEquals(
        List.of("bound", "extra", "bound-bits-per-dim", "extra-bits-per-dim"),
        measure(ImmutableMap.of("bound", figure(), "extra", figure())).keySet().asList());
    assertEquals(
        List.of(false, true, false, true),
        MASS.columns(new Told()).stream().map(Column::optional).toList());
    assertEquals(
        List.of(false, true),
        new MetricColumns(LikelihoodKind.UNNORMALIZED, Optional.empty())
            .columns(new Told()).stream().map(Column::optional).toList());
  }

  private static void assertRefused(String problem, ImmutableMap<String, Estimate> figures) {
    MetricException e = assertThrows(MetricException.class, () -> measure(figures));
    assertEquals(problem, e.problem());
    assertEquals("the metric with the columns bound, extra " + problem, e.getMessage());
    assertEquals(new Told(), e.metric());
  }

  @Test
  void anUndeclaredColumnIsRefused() {
    assertRefused(
        "fills the column bounds, which it does not declare; it declares bound, extra",
        ImmutableMap.of("bound", figure(), "bounds", figure()));
  }

  @Test
  void aColumnLeftOutIsRefused() {
    assertRefused(
        "declares the column bound but leaves it out; a column that may be empty must be declared"
            + " optional",
        ImmutableMap.of("extra", figure()));
    assertRefused("gives null for its numbers", null);
  }

  @Test
  void whatIsToBeKnownOfAFigureIsToBeKnownOfItInBits() {
    Estimate dominated = Estimate.meanOf(new double[] {-1, -1.1, -0.9, -1, -500});
    ImmutableMap<String, Estimate> figures = measure(ImmutableMap.of("bound", dominated));
    assertSame(dominated.caveats(), figures.get("bound-bits-per-dim").caveats());
  }
}
