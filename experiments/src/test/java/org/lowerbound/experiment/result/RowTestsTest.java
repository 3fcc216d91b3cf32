package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.statistics.Correction;
import org.lowerbound.experiment.statistics.PairedTest;

class RowTestsTest {
  private static final Column NLL = new Column("nll", "nats", Better.LOWER, "");
  private static final Column MIG = new Column("mig", "", Better.HIGHER, "");
  private static final Column UNITS = new Column("active-units", "units", Better.NEITHER, "");
  private static final TestPlan T = new TestPlan(PairedTest.PAIRED_T, Correction.HOLM, 0.05);

  private final List<TableTrial> trials = new ArrayList<>();
  private String dataset = "mnist";

  /** Adds trials of a row, of seeds from 1. */
  private void row(String label, Map<Column, double[]> values) {
    int count = values.values().iterator().next().length;
    for (int i = 0; i < count; i++) {
      ImmutableMap.Builder<String, Estimate> metrics = ImmutableMap.builder();
      for (Map.Entry<Column, double[]> column : values.entrySet()) {
        double value = column.getValue()[i];
        if (!Double.isNaN(value)) {
          metrics.put(column.getKey().name(), Estimate.exact(value, 100));
        }
      }
      add(label, i + 1, TrialStatus.COMPLETED, metrics.buildOrThrow());
    }
  }

  private void add(
      String label, int seed, TrialStatus status, ImmutableMap<String, Estimate> metrics) {
    ImmutableMap<String, JsonNode> overrides =
        ImmutableMap.of("case", TextNode.valueOf(label), "seed", IntNode.valueOf(seed));
    TrialResult result =
        new TrialResult(
            label + seed,
            status,
            Optional.empty(),
            metrics,
            Optional.empty(),
            ImmutableList.of(),
            new Provenance(
                new BuildInfo("0.1.0", "4f2a"),
                "2.18.0",
                new Host("17", "Linux", "unknown"),
                new DatasetId(dataset, "ab"),
                Optional.empty(),
                ImmutableMap.of(),
                "c0ffee",
                Instant.EPOCH),
            new Timing(1, 1, 1, 1, 0, 0));
    trials.add(new TableTrial(label + seed, overrides, Optional.of(result)));
  }

  private ResultTable table(Column... columns) {
    return new ResultTableBuilder(
            "t", "", TableLayout.DEFAULT, Publications.NONE, ImmutableList.copyOf(columns))
        .build(trials);
  }

  private static String notes(ResultTable table, RowTests tests) {
    return String.join("\n", TestNotes.of(table, tests));
  }

  /** Four rows whose differences to the first have p = 0.00018, 0.0090 and 0.55 by SciPy. */
  private ResultTable fourRows() {
    row("A", ImmutableMap.of(NLL, new double[] {90, 92, 97, 91}));
    row("B", ImmutableMap.of(NLL, new double[] {85, 87.5, 91.5, 86.25}));
    row("C", ImmutableMap.of(NLL, new double[] {91, 94, 99, 92.25}));
    row("D", ImmutableMap.of(NLL, new double[] {90, 93, 96, 92.5}));
    return table(NLL);
  }

  @Test
  void rowsAreTestedOverPairsAndCorrectedTogether() {
    ResultTable table = fourRows();
    RowTests tests = RowTests.of(table, T, OptionalInt.of(0));
    assertEquals(3, tests.tests().size());
    double[] p = new double[3];
    double[][] differences = {
      {-5, -4.5, -5.5, -4.75}, {1, 2, 2, 1.25}, {0, 1, -1, 1.5},
    };
    for (int i = 0; i < 3; i++) {
      RowTest test = tests.of(i + 1, NLL).orElseThrow();
      assertEquals(4, test.pairs());
      assertEquals(Arrays.stream(differences[i]).sum() / 4, test.difference().orElseThrow(), 1e-12);
      p[i] = PairedTest.PAIRED_T.pValue(differences[i]).orElseThrow();
      assertEquals(p[i], test.pValue().orElseThrow(), 1e-12);
    }
    double[] adjusted = Correction.HOLM.adjust(p);
    for (int i = 0; i < 3; i++) {
      assertEquals(
          adjusted[i], tests.of(i + 1, NLL).orElseThrow().corrected().orElseThrow(), 1e-12);
    }
    assertEquals(Optional.of(TestMark.BETTER), tests.mark(1, NLL));
    assertEquals(Optional.of(TestMark.WORSE), tests.mark(2, NLL));
    assertEquals(Optional.empty(), tests.mark(3, NLL));
    assertEquals(Optional.empty(), tests.mark(0, NLL));
  }

  @Test
  void theNoteNamesAllThatIsToBeKnown() {
    ResultTable table = fourRows();
    assertEquals(
        "△ better, ▽ worse than the baseline, A: paired t test, two-sided, p at most 0.05 after"
            + " Holm's correction for 3 comparisons; 4 pairs of trials each that agree in their"
            + " seed.\n"
            + "The t test takes the differences for normal, which 4 pairs cannot show.",
        notes(table, RowTests.of(table, T, OptionalInt.of(0))));
  }

  @Test
  void withoutABaselineTheBestRowIsTakenAndThatIsSaid() {
    ResultTable table = fourRows();
    RowTests tests = RowTests.of(table, T, OptionalInt.empty());
    assertTrue(tests.tests().stream().allMatch(test -> test.baseline() == 1));
    assertTrue(tests.tests().stream().noneMatch(test -> test.row() == 1));
    String notes = notes(table, tests);
    assertTrue(notes.contains("worse than the best row of the column: "), notes);
    assertTrue(notes.contains("The best row was chosen by the same numbers"), notes);
    // The first of a table that is sorted, for all columns.
    ResultTable sorted = table.sorted("nll");
    RowTests first = RowTests.of(sorted, T, OptionalInt.empty());
    assertEquals(OptionalInt.of(0), first.given());
    assertTrue(notes(sorted, first).contains("than the baseline, B:"));
  }

  @Test
  void wilcoxonsLeastPIsSaid() {
    ResultTable table = fourRows();
    RowTests tests =
        RowTests.of(
            table,
            new TestPlan(PairedTest.WILCOXON, Correction.BONFERRONI, 0.05),
            OptionalInt.of(0));
    assertEquals(0.125, tests.of(1, NLL).orElseThrow().pValue().orElseThrow());
    assertEquals(Optional.empty(), tests.mark(1, NLL));
    String notes = notes(table, tests);
    assertTrue(notes.contains("the baseline, A (found in no row): Wilcoxon"), notes);
    assertTrue(
        notes.contains(
            "The least p that 4 pairs can give is 0.125, and 0.375 after the correction: no"
                + " difference can be found, however large."),
        notes);
    RowTests lenient =
        RowTests.of(
            table, new TestPlan(PairedTest.WILCOXON, Correction.NONE, 0.2), OptionalInt.of(0));
    assertFalse(notes(table, lenient).contains("The least p"));
    assertTrue(notes(table, lenient).contains("with no correction for 3 comparisons"));
    assertEquals(Optional.of(TestMark.BETTER), lenient.mark(1, NLL));
  }

  @Test
  void aNumberWithoutADirectionIsDifferentAndOnlyAgainstAGivenRow() {
    row("A", ImmutableMap.of(UNITS, new double[] {5, 6, 5, 6}));
    row("B", ImmutableMap.of(UNITS, new double[] {9, 10, 9.5, 11}));
    ResultTable table = table(UNITS);
    assertEquals(
        Optional.of(TestMark.DIFFERENT), RowTests.of(table, T, OptionalInt.of(0)).mark(1, UNITS));
    assertTrue(
        assertThrows(ResultException.class, () -> RowTests.of(table, T, OptionalInt.empty()))
            .getMessage()
            .contains("a baseline row can be given"));
  }

  @Test
  void whatCannotBeTestedIsCounted() {
    row("A", ImmutableMap.of(NLL, new double[] {90, 92, 97}, MIG, new double[] {0.1, 0.2, 0.3}));
    row("B", ImmutableMap.of(NLL, new double[] {89, 91, 96}, MIG, new double[] {0.1, 0.3, 0.6}));
    row(
        "C",
        ImmutableMap.of(NLL, new double[] {80, 81.5, Double.NaN}, MIG, new double[] {1, 2, 4}));
    row("D", ImmutableMap.of(NLL, new double[] {80}, MIG, new double[] {3}));
    ResultTable table = table(NLL, MIG);
    RowTests tests = RowTests.of(table, T, OptionalInt.of(0));
    // Nobody knows which of C's trials lacks the number.
    assertEquals(0, tests.of(2, NLL).orElseThrow().pairs());
    assertEquals(1, tests.of(3, NLL).orElseThrow().pairs());
    String notes = notes(table, tests);
    assertTrue(
        notes.contains("Not tested: 3 without two pairs, 1 whose differences are all the same."),
        notes);
    assertTrue(notes.contains("for 2 comparisons; 3 pairs"), notes);
  }

  @Test
  void trialsPairBySeedWhateverTheirOrder() {
    add("A", 1, TrialStatus.COMPLETED, ImmutableMap.of("nll", Estimate.exact(1, 9)));
    add("A", 2, TrialStatus.DIVERGED, ImmutableMap.of());
    add("A", 3, TrialStatus.COMPLETED, ImmutableMap.of("nll", Estimate.exact(3, 9)));
    add("B", 3, TrialStatus.COMPLETED, ImmutableMap.of("nll", Estimate.exact(33, 9)));
    add("B", 2, TrialStatus.COMPLETED, ImmutableMap.of("nll", Estimate.exact(22, 9)));
    add("B", 1, TrialStatus.COMPLETED, ImmutableMap.of("nll", Estimate.exact(12, 9)));
    RowTest test = RowTests.of(table(NLL), T, OptionalInt.of(0)).tests().get(0);
    assertEquals(2, test.pairs());
    assertEquals((11 + 30) / 2.0, test.difference().orElseThrow());
  }

  @Test
  void withoutPairsThereIsNoTest() {
    row("A", ImmutableMap.of(NLL, new double[] {90}));
    row("B", ImmutableMap.of(NLL, new double[] {91}));
    ResultTable single = table(NLL);
    String message =
        assertThrows(ResultException.class, () -> RowTests.of(single, T, OptionalInt.of(0)))
            .getMessage();
    assertTrue(message.endsWith("there are no more than 1"), message);
    dataset = "omniglot";
    row("C", ImmutableMap.of(NLL, new double[] {90, 91}));
    ResultTable mixed = table(NLL);
    assertTrue(
        assertThrows(ResultException.class, () -> RowTests.of(mixed, T, OptionalInt.of(0)))
            .getMessage()
            .startsWith("the rows are of different data"));
  }

  @Test
  void textShowsTheSigns() {
    ResultTable table = fourRows();
    Optional<RowTests> tests = Optional.of(RowTests.of(table, T, OptionalInt.of(0)));
    String text = new TextTable(true, false).render(table, tests);
    assertTrue(text.contains(" △"), text);
    assertTrue(text.contains("\n△ better, ▽ worse than"), text);
    String ascii = new TextTable(false, false).render(table, tests);
    assertTrue(ascii.chars().allMatch(c -> c < 128), ascii);
    assertTrue(ascii.contains(" (+)"), ascii);
    assertTrue(ascii.contains("\n(+) better, (-) worse than"), ascii);
    assertEquals(
        new TextTable(true, false).render(table),
        new TextTable(true, false).render(table, Optional.empty()));
  }
}
