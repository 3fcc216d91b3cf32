package org.lowerbound.experiment.result;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.experiment.result.Samples.NLL;
import static org.lowerbound.experiment.result.Samples.completed;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.model.LikelihoodKind;

class TextTableTest {
  @Test
  void alignsColumnsAndSaysWhatTheSignsMean() {
    assertEquals(
        """
        beta: As beta grows

        beta  nll (nats) ↓   published (nats)  difference (nats)  rate (nats)          mig ↑    n
        -----------------------------------------------------------------------------------------
        0.5   90.25 ± 0.50                  -                  -           20              -  1/2
        4     88.50 ± 0.50*              87.5              +1.00    10.50 ± 0  0.188 ± 0.063    2

        ±: standard error of the mean over the n trials of a row, which differ in seed; where n = 1,\
         standard error over the test examples of one trial.
        *: the best mean of its column, and any that equals it in the digits shown; none where all\
         are equal; no test of significance.
        n: completed of all trials; in no mean: 1 diverged (0.5).
        published: Doe 2016. difference: this table's mean minus the published number.
        Lowerbound 0.1.0 (4f2a), TensorFlow 2.18.0, data sprites 0123456789ab.
        """,
        new TextTable(true, false).render(Samples.table()));
  }

  @Test
  void plainCharactersForPlainTerminals() {
    String text = new TextTable(false, false).render(Samples.table());
    assertTrue(CharMatcher.ascii().matchesAllOf(text), text);
    assertTrue(text.contains("nll (nats) [lower is better]"), text);
    assertTrue(text.contains("88.50 +/- 0.50*"), text);
  }

  @Test
  void boldTakesNoWidth() {
    String plain = new TextTable(true, false).render(Samples.table());
    String bold = new TextTable(true, true).render(Samples.table());
    assertTrue(bold.contains("\u001b[1m88.50 ± 0.50*\u001b[0m"), bold);
    assertEquals(plain, bold.replace("\u001b[1m", "").replace("\u001b[0m", ""));
  }

  @Test
  void oneRowHasNoBestAndALabelStaysOnItsLine() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(completed("{\"case\": \"a\\nb\"}", Map.of("nll", estimate(1)))));
    String text = new TextTable(true, false).render(table);
    assertTrue(text.contains("a b"), text);
    assertEquals(-1, text.indexOf('*'), text);
  }

  @Test
  void equalMeansAreBothTheBestAndInfinityIsNot() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"a\"}", Map.of("nll", estimate(1.5))),
                    completed("{\"case\": \"b\"}", Map.of("nll", estimate(1.5))),
                    completed("{\"case\": \"c\"}", Map.of("nll", estimate(2.5))),
                    completed(
                        "{\"case\": \"d\"}", Map.of("nll", estimate(Double.NEGATIVE_INFINITY)))));
    List<String> lines =
        Splitter.on('\n').splitToList(new TextTable(true, false).render(table)).subList(4, 8);
    assertEquals(
        List.of(
            "a            1.500*    1",
            "b            1.500*    1",
            "c            2.500     1",
            "d                -   0/1"),
        lines);
  }

  @Test
  void aMetricThatSomeTrialsLackSaysHowManyHaveIt() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(
                    completed("{\"seed\": 1}", Map.of("nll", estimate(1.5))),
                    completed("{\"seed\": 2}", Map.of())));
    assertTrue(new TextTable(true, false).render(table).contains("1.500 (n=1)  2"));
  }

  @Test
  void trialsOfDifferentBuildsAreWarnedOf() {
    ResultTable one = Samples.table();
    ProvenanceSummary two =
        new ProvenanceSummary(
            ImmutableList.of(new BuildInfo("0.1.0", "a"), new BuildInfo("0.1.0", "b-dirty")),
            one.provenance().tensorflow(),
            one.provenance().hosts(),
            one.provenance().datasets(),
            one.provenance().measures(),
            one.provenance().firstStartedAt(),
            one.provenance().lastStartedAt());
    ResultTable table =
        new ResultTable(
            one.name(), one.description(), one.columns(), one.rows(), one.averagedOver(), two);
    String text = new TextTable(true, false).render(table);
    assertTrue(text.contains("0.1.0 (a) and 0.1.0 (b-dirty)"), text);
    assertTrue(text.contains("different builds"), text);
  }

  private static String onData(DatasetId... datasets) {
    ResultTable one = Samples.table();
    ProvenanceSummary provenance = one.provenance();
    ProvenanceSummary other =
        new ProvenanceSummary(
            provenance.builds(),
            provenance.tensorflow(),
            provenance.hosts(),
            ImmutableList.copyOf(datasets),
            provenance.measures(),
            provenance.firstStartedAt(),
            provenance.lastStartedAt());
    ResultTable table =
        new ResultTable(
            one.name(), one.description(), one.columns(), one.rows(), one.averagedOver(), other);
    return new TextTable(true, false).render(table);
  }

  @Test
  void rowsOfDifferentDataHaveNoBest() {
    assertTrue(new TextTable(true, false).render(Samples.table()).contains("*"));
    String table = onData(new DatasetId("sprites", "ab"), new DatasetId("sprites", "cd"));
    assertEquals(-1, table.indexOf('*'));
    assertTrue(table.contains("data sprites ab and sprites cd."), table);
  }

  @Test
  void manyDataSetsOfOneNameAreCounted() {
    String table =
        onData(
            new DatasetId("generation", "a"),
            new DatasetId("generation", "b"),
            new DatasetId("mnist", "ab"),
            new DatasetId("generation", "c"),
            new DatasetId("generation", "d"),
            new DatasetId("generation", "e"));
    assertTrue(table.contains("data 5 data sets generation and mnist ab."), table);
  }

  @Test
  void rowsWhoseLikelihoodsAreOfDifferentKindsHaveNoBest() {
    ResultTable one = Samples.table();
    ProvenanceSummary provenance = one.provenance();
    ProvenanceSummary two =
        new ProvenanceSummary(
            provenance.builds(),
            provenance.tensorflow(),
            provenance.hosts(),
            provenance.datasets(),
            ImmutableList.of(LikelihoodKind.MASS, LikelihoodKind.DENSITY),
            provenance.firstStartedAt(),
            provenance.lastStartedAt());
    String text =
        new TextTable(true, false)
            .render(
                new ResultTable(
                    one.name(),
                    one.description(),
                    one.columns(),
                    one.rows(),
                    one.averagedOver(),
                    two));
    assertEquals(-1, text.indexOf('*'));
    assertTrue(
        text.contains(
            "Likelihoods of different kinds (mass, density): numbers in nats are not comparable"
                + " between them."),
        text);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void aTableThatIsTooWideIsFolded(int columns) {
    String text = new TextTable(new TextGrid(true, false, columns)).render(Samples.table());
    assertTrue(text.lines().allMatch(line -> PlainText.width(line) <= columns), text);
    for (String figure : List.of("88.50 ± 0.50*", "87.5", "+1.00", "10.50 ± 0", "0.188 ± 0.063")) {
      assertTrue(text.contains(figure), text);
    }
    long headings = text.lines().filter(line -> line.startsWith("beta  ")).count();
    assertEquals(text.lines().filter(line -> line.startsWith("0.5  ")).count(), headings);
    assertTrue(headings > 1, text);
    assertTrue(text.replace('\n', ' ').contains("A wider terminal, or a pipe,"), text);
  }

  @Test
  void aTableThatFitsIsNotFolded() {
    String wide = new TextTable(true, false).render(Samples.table());
    String head = wide.lines().limit(6).collect(joining());
    assertEquals(
        head,
        new TextTable(new TextGrid(true, false, 100))
            .render(Samples.table())
            .lines()
            .limit(6)
            .collect(joining()));
  }

  @Test
  void aLongLabelIsCutAndAWideOneTakesItsWidth() {
    ResultTable table =
        Samples.builder(Optional.empty(), NLL)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"変分\"}", Map.of("nll", estimate(1.5))),
                    completed(
                        "{\"case\": \"" + "long ".repeat(20) + "\"}",
                        Map.of("nll", estimate(2.5)))));
    List<String> lines =
        new TextTable(new TextGrid(true, false, 40)).render(table).lines().toList();
    assertEquals("変分                         1.500*  1", lines.get(4));
    assertEquals("long long long long…         2.500   1", lines.get(5));
  }
}
