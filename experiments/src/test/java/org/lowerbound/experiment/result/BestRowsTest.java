package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lowerbound.experiment.result.Samples.NLL;
import static org.lowerbound.experiment.result.Samples.completed;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Estimate;

/** What is marked as the best, where the smaller is the better. */
class BestRowsTest {
  private static final CellFormat ONE_DECIMAL = new CellFormat(OptionalInt.of(1));

  /** Returns a table with a row for each number; null is a row without it. */
  private static ResultTable table(Estimate... figures) {
    return Samples.builder(Optional.empty(), NLL)
        .build(
            Streams.mapWithIndex(
                    Arrays.stream(figures),
                    (figure, i) ->
                        completed(
                            "{\"case\": " + i + "}",
                            figure == null ? ImmutableMap.of() : ImmutableMap.of("nll", figure)))
                .collect(ImmutableList.toImmutableList()));
  }

  private static Set<Integer> best(Estimate... figures) {
    return BestRows.of(table(figures), NLL, CellFormat.DEFAULT);
  }

  private static Estimate nll(double value) {
    return Samples.estimate(value);
  }

  @Test
  void theSmallest() {
    assertEquals(Set.of(1), best(nll(3), nll(1), nll(2)));
    assertEquals(Set.of(0, 2), best(nll(1), nll(2), nll(1)));
    assertEquals(Set.of(1), best(nll(2), nll(-1), null));
  }

  @Test
  void noneWhereThereIsNothingToChooseFrom() {
    assertEquals(Set.of(), best(nll(1)));
    assertEquals(Set.of(), best(nll(1), null));
    assertEquals(Set.of(), best(nll(0), nll(0), nll(0)), "all are equal");
    assertEquals(Set.of(), best(nll(4), nll(4), null), "all that there are");
    assertEquals(Set.of(), best(nll(4), nll(4), nll(Double.NaN)));
    assertEquals(Set.of(), best(nll(1), nll(Double.NEGATIVE_INFINITY)));
  }

  @Test
  void equalIsWhatIsWrittenWithTheSameDigits() {
    assertEquals(
        Set.of(0, 1),
        best(Samples.estimate(-101.882, 0.27), Samples.estimate(-101.879, 0.28), nll(-100)));
    assertEquals(
        Set.of(), best(Samples.estimate(-101.882, 0.27), Samples.estimate(-101.879, 0.28)));
    assertEquals(
        Set.of(1), best(Samples.estimate(-38.49, 0.13), Samples.estimate(-38.5, 1.2), nll(0)));
    ResultTable coarse = table(nll(1.01), nll(1.02), nll(1.3));
    assertEquals(Set.of(0), BestRows.of(coarse, NLL, CellFormat.DEFAULT));
    assertEquals(Set.of(0, 1), BestRows.of(coarse, NLL, ONE_DECIMAL));
    assertEquals(
        Set.of(), BestRows.of(table(nll(1.01), nll(1.02)), NLL, ONE_DECIMAL), "all are 1.0");
    assertEquals(Set.of(0), best(nll(2.5e-9), nll(2.6e-9)));
  }

  @Test
  void meansOfOldTablesThatAreNotFiniteAreNotTheBest() {
    TableRow first = table(nll(1)).rows().get(0);
    TableRow infinite =
        new TableRow(
            first.overrides(),
            ImmutableMap.of(
                "nll",
                new Cell(
                    Double.NEGATIVE_INFINITY,
                    Optional.empty(),
                    ImmutableList.of(Double.NEGATIVE_INFINITY),
                    Caveats.NONE)),
            ImmutableList.of(),
            first.trials());
    ResultTable old = table(nll(1), nll(2));
    ResultTable table =
        new ResultTable(
            old.name(),
            old.description(),
            old.columns(),
            ImmutableList.<TableRow>builder().addAll(old.rows()).add(infinite).build(),
            old.averagedOver(),
            old.provenance());
    assertEquals(Set.of(0), BestRows.of(table, NLL, CellFormat.DEFAULT));
  }
}
