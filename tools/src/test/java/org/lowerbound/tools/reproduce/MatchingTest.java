package org.lowerbound.tools.reproduce;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.ProvenanceSummary;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.tools.compare.TableTrials;

class MatchingTest {
  private static final Column NLL = new Column("nll", "nats", Better.LOWER, "");
  private static final Column SPEED =
      new Column("samples-per-second", "examples/s", Better.HIGHER, "");
  private static final ProvenanceSummary NOWHERE =
      new ProvenanceSummary(
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          Optional.empty(),
          Optional.empty());

  private static JsonNode json(String text) {
    return Json.parse(text, "test");
  }

  /** Returns a row of trials with the seeds 1, 2, …; one without a number has failed. */
  private static TableRow row(String label, Double... values) {
    ImmutableList<RowTrial> trials =
        IntStream.range(0, values.length)
            .mapToObj(
                i ->
                    new RowTrial(
                        label + i,
                        Optional.of(values[i] == null ? TrialStatus.FAILED : TrialStatus.COMPLETED),
                        ImmutableMap.of("seed", json(Integer.toString(i + 1)))))
            .collect(toImmutableList());
    List<Estimate> estimates =
        Arrays.stream(values).filter(v -> v != null).map(v -> Estimate.exact(v, 1)).toList();
    return row(
        label,
        trials,
        estimates.isEmpty() ? ImmutableMap.of() : ImmutableMap.of("nll", Cell.of(estimates)));
  }

  private static TableRow row(
      String label, ImmutableList<RowTrial> trials, ImmutableMap<String, Cell> cells) {
    return new TableRow(
        ImmutableMap.of("case", json("\"" + label + "\"")), cells, ImmutableList.of(), trials);
  }

  private static ResultTable table(Column column, TableRow... rows) {
    return new ResultTable(
        "t",
        "",
        ImmutableList.of(column),
        ImmutableList.copyOf(rows),
        ImmutableList.of("seed"),
        NOWHERE);
  }

  private static ImmutableSet<String> all(ResultTable table) {
    return table.rows().stream()
        .flatMap(row -> row.trials().stream().map(t -> TableTrials.overrides(row, t)))
        .map(TableTrials::key)
        .collect(toImmutableSet());
  }

  private static Reproduction reproduction(ResultTable then, ResultTable now) {
    return reproduction(then, now, all(then));
  }

  private static Reproduction reproduction(
      ResultTable then, ResultTable now, ImmutableSet<String> chosen) {
    Tolerance tolerance = new Tolerance(1e-5, 2);
    return new Reproduction(
        Path.of("a"),
        Path.of("b"),
        then,
        now,
        new Matching(tolerance).rows(then, now, chosen),
        tolerance,
        "");
  }

  private static CellVerdict verdict(TableRow then, TableRow now) {
    return reproduction(table(NLL, then), table(NLL, now)).rows().get(0).cells().get(0).verdict();
  }

  @Test
  void theSameIsSoToTheLastDigit() {
    assertEquals(CellVerdict.SAME, verdict(row("A", 0.1 + 0.2, 2.0), row("A", 0.1 + 0.2, 2.0)));
    assertEquals(
        CellVerdict.WITHIN_ROUNDING, verdict(row("A", 0.1 + 0.2, 2.0), row("A", 0.3, 2.0)));
  }

  @Test
  void valuesAreComparedTrialByTrialAndNotTheirMeans() {
    // The mean is the same; no trial is.
    assertEquals(CellVerdict.WITHIN_ERROR, verdict(row("A", 1.0, 3.0), row("A", 3.0, 1.0)));
  }

  @Test
  void theErrorOfTheDifferenceDecides() {
    // Both errors are 1: that of the difference is 1.41, twice it 2.83.
    assertEquals(CellVerdict.WITHIN_ERROR, verdict(row("A", 1.0, 3.0), row("A", 3.8, 5.8)));
    assertEquals(CellVerdict.DIFFERENT, verdict(row("A", 1.0, 3.0), row("A", 3.9, 5.9)));
  }

  @Test
  void aSingleTrialHasTheErrorOverItsExamples() {
    ImmutableList<RowTrial> one = row("A", 1.0).trials();
    Cell then = Cell.of(ImmutableList.of(new Estimate(10, OptionalDouble.of(3), 100)));
    Cell now = Cell.of(ImmutableList.of(new Estimate(19, OptionalDouble.of(4), 100)));
    Cell far = Cell.of(ImmutableList.of(new Estimate(20.5, OptionalDouble.of(4), 100)));
    TableRow row = row("A", one, ImmutableMap.of("nll", then));
    assertEquals(
        CellVerdict.WITHIN_ERROR, verdict(row, row("A", one, ImmutableMap.of("nll", now))));
    assertEquals(CellVerdict.DIFFERENT, verdict(row, row("A", one, ImmutableMap.of("nll", far))));
    Cell exact = Cell.of(ImmutableList.of(Estimate.exact(10, 1)));
    Cell other = Cell.of(ImmutableList.of(Estimate.exact(11, 1)));
    assertEquals(
        CellVerdict.DIFFERENT,
        verdict(
            row("A", one, ImmutableMap.of("nll", exact)),
            row("A", one, ImmutableMap.of("nll", other))),
        "without an error nothing is within it");
  }

  @Test
  void oneOfSeveralTrialsHasAnErrorAsLargeAsItsRowsTells() {
    TableRow then = row("A", 1.0, 3.0);
    ResultTable whole = table(NLL, then);
    ImmutableSet<String> first =
        ImmutableSet.of(TableTrials.key(TableTrials.overrides(then, then.trials().get(0))));
    // The standard deviation is 1.41: that of the difference of two is 2, twice it 4.
    for (double now : new double[] {4.9, 5.1}) {
      ResultTable part =
          table(
              NLL,
              row(
                  "A",
                  then.trials().subList(0, 1),
                  ImmutableMap.of("nll", Cell.of(ImmutableList.of(Estimate.exact(now, 1))))));
      Reproduction made = reproduction(whole, part, first);
      assertEquals(
          now < 5 ? CellVerdict.WITHIN_ERROR : CellVerdict.DIFFERENT,
          made.rows().get(0).cells().get(0).verdict());
      assertEquals(OptionalDouble.of(1), made.rows().get(0).cells().get(0).then());
    }
  }

  @Test
  void aRowThatIsGoneIsMissingAndATrialThatEndedOtherwiseIsNamed() {
    assertEquals(CellVerdict.MISSING, verdict(row("A", 1.0), row("B", 1.0)));
    Reproduction made =
        reproduction(table(NLL, row("A", 1.0, 2.0)), table(NLL, row("A", 1.0, null)));
    assertEquals(CellVerdict.SAME, made.rows().get(0).cells().get(0).verdict());
    assertTrue(made.failed());
    assertEquals(List.of("A, seed=2: completed then, failed now"), made.rows().get(0).remarks());
  }

  @Test
  void aTrialThatFailsAgainIsNamedAndNoDifference() {
    Reproduction made =
        reproduction(
            table(NLL, row("A", 1.0, null), row("B", (Double) null)),
            table(NLL, row("A", 1.0, null), row("B", (Double) null)));
    assertFalse(made.failed());
    assertEquals(List.of("A, seed=2: failed, then and now"), made.rows().get(0).remarks());
    assertEquals(CellVerdict.NOTHING, made.rows().get(1).cells().get(0).verdict());
    assertEquals("1 of 1 cell the same to the last digit.", ReproductionText.summary(made));
  }

  @Test
  void whatIsOfTimeIsNotCompared() {
    Cell fast = Cell.of(ImmutableList.of(Estimate.exact(100, 1)));
    TableRow then = row("A", row("A", 1.0).trials(), ImmutableMap.of(SPEED.name(), fast));
    Reproduction made = reproduction(table(SPEED, then), table(SPEED, row("A", 1.0)));
    assertEquals(CellVerdict.NOT_COMPARED, made.rows().get(0).cells().get(0).verdict());
    assertTrue(made.failed(), "nothing was compared");
    assertEquals("No cell could be compared.", ReproductionText.summary(made));
  }

  @Test
  void theSummaryCountsEveryVerdict() {
    Reproduction made =
        reproduction(
            table(
                NLL,
                row("A", 1.0),
                row("B", 1.0),
                row("C", 1.0, 3.0),
                row("D", 1.0),
                row("E", 1.0)),
            table(NLL, row("A", 1.0), row("B", 1.000001), row("C", 2.0, 4.0), row("D", 9.0)));
    assertEquals(
        "1 of 5 cells the same to the last digit, 1 within rounding, 1 within error, 1 different,"
            + " 1 missing.",
        ReproductionText.summary(made));
  }
}
