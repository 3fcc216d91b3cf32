package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.experiment.result.Samples.MIG;
import static org.lowerbound.experiment.result.Samples.NLL;
import static org.lowerbound.experiment.result.Samples.RATE;
import static org.lowerbound.experiment.result.Samples.completed;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;

/** Tables whose rows are ordered by a metric. */
class SortedTableTest {
  private static final Column VALIDATION =
      new Column("validation.nll", "nats", Better.LOWER, "Negative log-likelihood");
  private static final Column TRAIN =
      new Column("train.nll", "nats", Better.LOWER, "Negative log-likelihood");

  private static ResultTableBuilder builder(Optional<String> sort, Optional<List<String>> columns) {
    return new ResultTableBuilder(
        "search",
        "",
        new TableLayout(Optional.empty(), columns.map(ImmutableList::copyOf), sort),
        Publications.NONE,
        ImmutableList.of(NLL, MIG, RATE, VALIDATION, TRAIN, TrialColumns.SKIPPED_STEPS));
  }

  private static TableTrial trial(String name, double nll, double mig, double validation) {
    return completed(
        "{\"case\": \"" + name + "\"}",
        ImmutableMap.<String, Estimate>builder()
            .put("nll", estimate(nll))
            .put("mig", estimate(mig))
            .put("rate", estimate(1))
            .put("validation.nll", estimate(validation))
            .put("train.nll", estimate(-nll))
            .put("skipped-steps", estimate(nll))
            .buildOrThrow());
  }

  private static ImmutableList<TableTrial> trials() {
    return ImmutableList.of(
        completed("{\"case\": \"none\"}", ImmutableMap.of("rate", estimate(2))),
        trial("a", 3, 0.5, 20),
        trial("b", 1, 0.25, 30),
        new TableTrial("open", Samples.overrides("{\"case\": \"open\"}"), Optional.empty()),
        trial("c", 2, 0.75, 10),
        trial("d", 4, 0.125, 20));
  }

  private static ResultTable sorted(String column) {
    return builder(Optional.of(column), Optional.empty()).build(trials());
  }

  private static String labels(ResultTable table) {
    return String.join(" ", table.rows().stream().map(TableRow::label).toList());
  }

  private static List<String> notes(ResultTable table) {
    return TableNotes.of(table, CellFormat.DEFAULT, "Bold").stream()
        .filter(note -> note.startsWith("Rows:"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "validation.nll, c a d b none open",
    "nll, b c a d none open",
    "mig, c a b d none open",
    "train.nll, d a c b none open",
  })
  void theBestRowIsTheFirstAndRowsWithoutTheMetricAreTheLast(String column, String labels) {
    ResultTable table = sorted(column);
    assertEquals(labels, labels(table));
    assertEquals(Optional.of(column), table.sortedBy());
    // The same of a table that was in the order of its sweep.
    ResultTable unsorted = builder(Optional.empty(), Optional.empty()).build(trials());
    assertEquals("none a b open c d", labels(unsorted));
    assertEquals(List.of(), notes(unsorted));
    assertEquals(table, unsorted.sorted(column));
  }

  @Test
  void theMarksOfTheBestGoWithTheirRows() {
    ResultTable table = sorted("validation.nll");
    assertEquals(ImmutableSet.of(0), BestRows.of(table, VALIDATION, CellFormat.DEFAULT));
    assertEquals(ImmutableSet.of(3), BestRows.of(table, NLL, CellFormat.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validation.nll | The first of 4 was selected on the validation split: its validation"
            + " numbers are optimistic, its test numbers are not.",
        "train.nll | The first of 4 was selected on the train split: its train numbers are"
            + " optimistic, its test numbers are not.",
        "nll | The first of 4 was selected on the test split: its test numbers are optimistic, as"
            + " they were chosen for being good. Sorted by a metric of the validation split they"
            + " would not be.",
      })
  void aNoteSaysWhatTheFirstRowWasSelectedBy(String column, String selection) {
    assertEquals(
        List.of("Rows: the best %s first, those without it last. %s".formatted(column, selection)),
        notes(sorted(column)));
    assertTrue(new TextTable(true, false).render(sorted(column)).contains(selection));
  }

  @Test
  void nothingIsSelectedWhereThereIsNothingToChoose() {
    assertEquals(
        List.of("Rows: the best nll first."),
        notes(
            builder(Optional.of("nll"), Optional.empty())
                .build(ImmutableList.of(trial("a", 1, 1, 1)))));
    assertEquals(
        List.of("Rows: the best skipped-steps first, those without it last."),
        notes(sorted("skipped-steps")));
  }

  @Test
  void rowsOfDifferentDataDoNotCompare() {
    ResultTable table = sorted("nll");
    ProvenanceSummary one = table.provenance();
    ResultTable two =
        new ResultTable(
            table.name(),
            table.description(),
            table.columns(),
            table.rows(),
            table.averagedOver(),
            table.sortedBy(),
            new ProvenanceSummary(
                one.builds(),
                one.tensorflow(),
                one.hosts(),
                ImmutableList.of(
                    one.datasets().get(0), new Provenance.DatasetId("mnist", "0123456789abcdef")),
                one.measures(),
                one.firstStartedAt(),
                one.lastStartedAt()));
    assertEquals(
        List.of(
            "Rows: the best nll first, those without it last. They are of different data or"
                + " likelihoods, and do not compare by it."),
        notes(two));
  }

  @Test
  void theMetricNeedNotBeShown() {
    ResultTable table =
        builder(Optional.of("validation.nll"), Optional.of(List.of("nll"))).build(trials());
    assertEquals("c a d b none open", labels(table));
    assertEquals(List.of(NLL), table.columns());
    assertEquals(1, notes(table).size());
    assertFalse(
        TableGrid.of(table, CellFormat.DEFAULT, new PlainStyle())
            .headings()
            .toString()
            .contains("validation"));
  }

  @Test
  void theFileTellsTheOrder() {
    ResultTable table = sorted("validation.nll");
    ObjectNode json = ResultTableJson.encode(table);
    assertEquals("validation.nll", json.get("sortedBy").textValue());
    assertEquals(table, ResultTableJson.decode(json, "test"));
    json.remove("sortedBy");
    assertEquals(Optional.empty(), ResultTableJson.decode(json, "test").sortedBy());
    assertFalse(ResultTableJson.encode(Samples.table()).has("sortedBy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nl | table.sort: unknown metric 'nl'; did you mean 'nll'? Known: nll, mig, rate,"
            + " validation.nll, train.nll, skipped-steps",
        "rate | table.sort: no value of rate is better than another, so that no row is the first by"
            + " it; these columns work: KNOWN",
      })
  void aMetricThatCannotOrderIsRefused(String column, String message) {
    ResultException e = assertThrows(ResultException.class, () -> sorted(column));
    assertEquals(
        message.replace("KNOWN", "nll, mig, validation.nll, train.nll, skipped-steps"),
        e.getMessage());
  }

  @Test
  void aSplitThatIsNotMeasuredIsNamed() {
    ResultTableBuilder builder =
        new ResultTableBuilder(
            "search",
            "",
            new TableLayout(Optional.empty(), Optional.empty(), Optional.of("validation.nll")),
            Publications.NONE,
            ImmutableList.of(NLL));
    ResultException e =
        assertThrows(
            ResultException.class,
            () -> builder.build(ImmutableList.of(completed("{}", Map.of("nll", estimate(1))))));
    assertEquals(
        "table.sort: unknown metric 'validation.nll'. Known: nll; metrics of the validation split"
            + " are measured with \"evaluation\": {\"splits\": [\"validation\", \"test\"]}",
        e.getMessage());
  }

  /** Text as it is. */
  private static final class PlainStyle implements TableStyle {
    @Override
    public String text(String plain) {
      return plain;
    }

    @Override
    public String number(NumberText number) {
      return number.joined("±");
    }

    @Override
    public String direction(Better better) {
      return "";
    }
  }
}
