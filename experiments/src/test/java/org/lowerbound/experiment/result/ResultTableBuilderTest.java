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
import static org.lowerbound.experiment.result.Samples.overrides;
import static org.lowerbound.experiment.result.Samples.trial;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;

class ResultTableBuilderTest {
  private static ResultTableBuilder layout(List<String> rows, List<String> columns) {
    return new ResultTableBuilder(
        "beta",
        "",
        new TableLayout(
            Optional.of(ImmutableList.copyOf(rows)),
            Optional.of(ImmutableList.copyOf(columns)),
            Optional.empty()),
        Publications.NONE,
        ImmutableList.of(NLL, RATE, MIG));
  }

  @Test
  void groupsTrialsInFirstSeenOrder() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(
                    completed("{\"beta\": 4, \"seed\": 1}", Map.of("nll", estimate(3))),
                    completed("{\"beta\": 1, \"seed\": 1}", Map.of("nll", estimate(10))),
                    completed("{\"beta\": 4, \"seed\": 2}", Map.of("nll", estimate(5)))));
    assertEquals(List.of("4", "1"), table.rows().stream().map(TableRow::label).toList());
    assertEquals(List.of("beta"), table.rowPaths());
    assertEquals(List.of("seed"), table.averagedOver());
    assertEquals(4, table.rows().get(0).metrics().get("nll").mean());
    assertEquals(10, table.rows().get(1).metrics().get("nll").mean());
    assertEquals(
        List.of(overrides("{\"seed\": 1}"), overrides("{\"seed\": 2}")),
        table.rows().get(0).trials().stream().map(RowTrial::overrides).toList());
  }

  @Test
  void divergedFailedAndMissingTrialsAreCountedAndInNoMean() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(
                    completed("{\"seed\": 1}", Map.of("nll", estimate(1, 0.5))),
                    trial("{\"seed\": 2}", TrialStatus.DIVERGED, Map.of("nll", estimate(1e9))),
                    trial("{\"seed\": 3}", TrialStatus.FAILED, Map.of("nll", estimate(1e9))),
                    new TableTrial("x", overrides("{\"seed\": 4}"), Optional.empty())));
    TableRow row = table.rows().get(0);
    assertEquals(RowLabel.ALL, row.label());
    assertEquals(1, row.metrics().get("nll").mean());
    // One trial is left, so that the error is its own.
    assertEquals(
        StandardError.Over.EXAMPLES, row.metrics().get("nll").standardError().orElseThrow().over());
    assertEquals(1, row.count(TrialStatus.DIVERGED));
    assertEquals(1, row.count(TrialStatus.FAILED));
    assertEquals(1, row.missing());
    assertEquals(4, row.trials().size());
  }

  @Test
  void aFigureThatIsNotFiniteIsInNoMeanWhateverItsResultSays() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ResultTable table =
          Samples.builder(
                  Optional.of(new Published("Doe", "nll", ImmutableMap.of("a", 2.0, "b", 2.0))),
                  NLL,
                  RATE)
              .build(
                  ImmutableList.of(
                      completed(
                          "{\"case\": \"a\", \"seed\": 1}",
                          ImmutableMap.of("nll", estimate(1), "rate", estimate(3))),
                      completed(
                          "{\"case\": \"a\", \"seed\": 2}",
                          ImmutableMap.of("nll", estimate(value), "rate", estimate(1e9))),
                      completed("{\"case\": \"b\"}", Map.of("nll", estimate(value)))));
      TableRow row = table.rows().get(0);
      assertEquals(1, row.metrics().get("nll").mean());
      assertEquals(3, row.metrics().get("rate").mean(), "all of the trial is out");
      assertEquals(1, row.count(TrialStatus.DIVERGED));
      assertEquals(1, row.count(TrialStatus.COMPLETED));
      assertEquals(OptionalDouble.of(-1), row.published("nll").orElseThrow().difference());
      TableRow other = table.rows().get(1);
      assertEquals(ImmutableMap.of(), other.metrics());
      assertEquals(OptionalDouble.empty(), other.published("nll").orElseThrow().difference());
      String text = new TextTable(true, false).render(table);
      assertTrue(text.contains("n: completed of all trials; in no mean: 2 diverged (a; b)."), text);
      assertFalse(text.contains("NaN") || text.contains("inf"), text);
    }
  }

  @Test
  void aRowWithoutCompletedTrialsStays() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(ImmutableList.of(trial("{\"beta\": 1}", TrialStatus.DIVERGED, Map.of())));
    assertEquals(1, table.rows().size());
    assertEquals(ImmutableMap.of(), table.rows().get(0).metrics());
    assertEquals(List.of(NLL), table.columns());
    assertEquals(ImmutableList.of(), table.provenance().builds());
  }

  @Test
  void theSameTrialTwiceCountsOnce() {
    TableTrial one = completed("{\"beta\": 1}", Map.of("nll", estimate(1, 0.5)));
    ResultTable table = Samples.builder(Optional.empty(), NLL).build(ImmutableList.of(one, one));
    assertEquals(1, table.rows().get(0).metrics().get("nll").n());
    assertEquals(1, table.rows().get(0).trials().size());
  }

  @Test
  void rowsAndColumnsCanBeChosen() {
    ResultTable table =
        layout(List.of("b"), List.of("rate"))
            .build(
                ImmutableList.of(
                    completed(
                        "{\"a\": 1, \"b\": \"x\", \"seed\": 1}",
                        ImmutableMap.of("nll", estimate(1), "rate", estimate(2))),
                    completed(
                        "{\"a\": 2, \"b\": \"x\", \"seed\": 1}",
                        ImmutableMap.of("nll", estimate(1), "rate", estimate(4)))));
    assertEquals(List.of(RATE), table.columns());
    assertEquals(1, table.rows().size());
    assertEquals("x", table.rows().get(0).label());
    assertEquals(3, table.rows().get(0).metrics().get("rate").mean());
    assertEquals(List.of("a", "seed"), table.averagedOver());
  }

  @Test
  void byDefaultEveryMetricIsAColumn() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"A\"}", ImmutableMap.of("new", estimate(1))),
                    completed("{\"case\": \"B\"}", ImmutableMap.of("nll", estimate(1)))));
    assertEquals(List.of(new Column("new", "", Better.NEITHER, ""), NLL), table.columns());
    assertEquals(ImmutableList.of("new"), table.rows().get(0).metrics().keySet().asList());
  }

  @Test
  void aColumnThatNoTrialHasIsAnError() {
    ImmutableList<TableTrial> trials =
        ImmutableList.of(
            completed("{\"beta\": 1}", ImmutableMap.of("nll", estimate(1), "rate", estimate(2))));
    var e =
        assertThrows(ResultException.class, () -> layout(List.of(), List.of("nlll")).build(trials));
    assertEquals(
        "table.columns: unknown metric 'nlll'; did you mean 'nll'? Known: nll, rate",
        e.getMessage());
    // Described, but every trial has completed and none has it.
    assertThrows(ResultException.class, () -> layout(List.of(), List.of("mig")).build(trials));
  }

  @Test
  void aColumnThatATrialMayYetHaveIsNoError() {
    ResultTable table =
        layout(List.of(), List.of("mig"))
            .build(
                ImmutableList.of(
                    completed("{\"beta\": 1}", ImmutableMap.of("nll", estimate(1))),
                    new TableTrial("x", overrides("{\"beta\": 2}"), Optional.empty())));
    assertEquals(List.of(MIG), table.columns());
  }

  @Test
  void aRowPathThatNoAxisSetsIsAnError() {
    var e =
        assertThrows(
            ResultException.class,
            () ->
                layout(List.of("objective.bet"), List.of("nll"))
                    .check(List.of(overrides("{\"objective.beta\": 1, \"seed\": 1}"))));
    assertEquals(
        "table.rows: unknown override 'objective.bet'; did you mean 'objective.beta'? Known:"
            + " objective.beta, seed",
        e.getMessage());
  }

  @Test
  void publishedFiguresStandBesideTheirRow() {
    Published published = new Published("Doe 2016", "nll", ImmutableMap.of("IWAE k=5, 0.5", 85.5));
    ImmutableList<TableTrial> trials =
        ImmutableList.of(
            completed("{\"case\": \"VAE\", \"rate\": 0.5}", Map.of("nll", estimate(88))),
            completed("{\"case\": \"IWAE k=5\", \"rate\": 0.5}", Map.of("nll", estimate(86))));
    ResultTable table = Samples.builder(Optional.of(published), NLL).build(trials);
    assertEquals(ImmutableList.of(), table.rows().get(0).published());
    assertEquals(
        ImmutableList.of(
            new PublishedNumber("Doe 2016", "nll", 85.5, false, OptionalDouble.of(0.5))),
        table.rows().get(1).published());
  }

  @Test
  void aPublishedNumberWithoutRowIsAnError() {
    var overrides = List.of(overrides("{\"case\": \"VAE\"}"));
    var e =
        assertThrows(
            ResultException.class,
            () ->
                Samples.builder(
                        Optional.of(new Published("Doe", "nll", ImmutableMap.of("VEA", 1.0))), NLL)
                    .check(overrides));
    assertEquals(
        "published.values: unknown row 'VEA'; did you mean 'VAE'? Known: VAE", e.getMessage());
  }

  @Test
  void theTimeOfTheTrainingIsShownToThoseWhoAsk() {
    ImmutableList<TableTrial> trials =
        ImmutableList.of(Samples.told(1, ImmutableMap.of("nll", estimate(88))));
    ResultTable table = layout(List.of(), List.of("nll", "training-seconds")).build(trials);
    // Ten steps, at the pace of the 400 that took ten seconds.
    assertEquals(0.25, table.rows().get(0).metrics().get("training-seconds").mean(), 1e-9);
    assertEquals(
        List.of("nll", "training-seconds"), table.columns().stream().map(Column::name).toList());
    ResultTable silent = Samples.builder(Optional.empty(), NLL).build(trials);
    assertEquals(List.of("nll"), silent.columns().stream().map(Column::name).toList());
  }

  @Test
  void aRowHasOnePublishedNumberOfEachMetric() {
    ImmutableList<TableTrial> trials =
        ImmutableList.of(
            completed(
                "{\"case\": \"A\"}",
                ImmutableMap.of("nll", estimate(88), "validation.nll", estimate(87))),
            completed("{\"case\": \"B\"}", ImmutableMap.of("nll", estimate(86))));
    Publications published =
        new Publications(
            ImmutableList.of(
                new Published("Doe", "nll", ImmutableMap.of("A", 87.5)),
                new Published("Roe", "nll", ImmutableMap.of("B", 86.5), true),
                new Published("Doe", "validation.nll", ImmutableMap.of("A", 87.25))));
    ResultTable table =
        new ResultTableBuilder(
                "t",
                "",
                new TableLayout(
                    Optional.empty(), Optional.of(ImmutableList.of("nll")), Optional.empty()),
                published,
                ImmutableList.of(NLL))
            .build(trials);
    assertEquals(
        ImmutableList.of(
            new PublishedNumber("Doe", "nll", 87.5, false, OptionalDouble.of(0.5)),
            new PublishedNumber("Doe", "validation.nll", 87.25, false, OptionalDouble.of(-0.25))),
        table.rows().get(0).published());
    assertEquals(
        ImmutableList.of(new PublishedNumber("Roe", "nll", 86.5, true, OptionalDouble.of(-0.5))),
        table.rows().get(1).published());
    assertEquals(87, table.rows().get(0).metrics().get("validation.nll").mean(), "kept, not shown");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Publications(
                    ImmutableList.of(
                        new Published("Doe", "nll", ImmutableMap.of("A", 87.5)),
                        new Published("Roe", "nll", ImmutableMap.of("A", 86.5)))));
    assertEquals(
        "published has two numbers of nll for row 'A', 87.5 (Doe) and 86.5 (Roe); a row has one"
            + " of each metric",
        e.getMessage());
  }

  @Test
  void aMetricThatNobodyMeasuredIsSaid() {
    ResultTable table =
        Samples.builder(Optional.of(new Published("Doe", "mig", ImmutableMap.of("VAE", 1.0))), NLL)
            .build(ImmutableList.of(completed("{\"case\": \"VAE\"}", Map.of("nll", estimate(1)))));
    assertEquals(OptionalDouble.empty(), table.rows().get(0).published().get(0).difference());
    assertEquals(List.of("published, but not measured here: mig."), PublishedNotes.of(table));
  }

  @Test
  void theNoteTellsWhoseEachNumberIs() {
    Published nll = new Published("Doe", "nll", ImmutableMap.of("A", 1.0, "B", 2.0));
    Published mig = new Published("Doe", "mig", ImmutableMap.of("A", 1.0));
    assertEquals(List.of(note("Doe")), PublishedNotes.of(twoRows(nll, mig)));
    Published other = new Published("Roe", "mig", ImmutableMap.of("A", 1.0), true);
    assertEquals(
        List.of(
            note("Doe (nll); Roe (mig)"),
            "(?): unverified: could not be confirmed in the publication or its authors' code."),
        PublishedNotes.of(twoRows(nll, other)));
    Published second = new Published("Roe", "mig", ImmutableMap.of("B", 1.0));
    assertEquals(
        List.of(note("Doe (nll of \"A\" and \"B\", mig of \"A\"); Roe (mig of \"B\")")),
        PublishedNotes.of(twoRows(nll, mig, second)));
  }

  private static String note(String sources) {
    return "published: " + sources + ". difference: this table's mean minus the published number.";
  }

  private static ResultTable twoRows(Published... published) {
    return Samples.builder(new Publications(ImmutableList.copyOf(published)), NLL, MIG)
        .build(
            Stream.of("A", "B")
                .map(
                    row ->
                        completed(
                            "{\"case\": \"" + row + "\"}",
                            ImmutableMap.of("nll", estimate(1), "mig", estimate(2))))
                .toList());
  }

  @Test
  void theProvenanceNamesEveryBuildOfACompletedTrial() {
    ProvenanceSummary provenance = Samples.table().provenance();
    assertEquals(List.of(Samples.PROVENANCE.build()), provenance.builds());
    assertEquals(List.of("2.18.0"), provenance.tensorflow());
    assertEquals(Optional.of(Samples.PROVENANCE.startedAt()), provenance.firstStartedAt());
  }
}
