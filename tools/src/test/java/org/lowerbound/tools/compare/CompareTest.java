package org.lowerbound.tools.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TextGrid;
import org.lowerbound.experiment.statistics.Bootstrap;
import org.lowerbound.experiment.statistics.Interval.Method;
import org.lowerbound.experiment.statistics.MeanDifference;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.tools.compare.Compare.Source;

class CompareTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(Method.BCA, 0.95, 1000, 1);

  @TempDir Path folder;

  private SampleSweep a;
  private SampleSweep b;

  @BeforeEach
  void sweeps() {
    a = new SampleSweep(folder.resolve("a"));
    b = new SampleSweep(folder.resolve("b"));
  }

  private static Compare compare(Path a, Path b, String... metrics) {
    return compare(new Source(a, Optional.empty()), new Source(b, Optional.empty()), metrics);
  }

  private static Compare compare(Source a, Source b, String... metrics) {
    return Compare.of(
        a,
        b,
        BOOTSTRAP,
        metrics.length == 0 ? Optional.empty() : Optional.of(ImmutableList.copyOf(metrics)),
        StandardTypes.withPlugins());
  }

  private static JsonNode json(Compare compared) {
    return Json.parse(compared.json(), "comparison");
  }

  private static JsonNode number(JsonNode comparison, int row, int number) {
    return comparison.at("/rows/%d/numbers/%d".formatted(row, number));
  }

  private static String text(Compare compared) {
    return compared.text(new TextGrid(true, false, 80));
  }

  private String error(Path first, Path second, String... metrics) {
    return assertThrows(ResultException.class, () -> compare(first, second, metrics))
        .getMessage()
        .replace(folder.toString(), "$");
  }

  private static Map<String, Double> nll(double value) {
    return ImmutableMap.of("nll", value);
  }

  /** Two rows of three seeds; in B the trials are in another order, and one row is missing. */
  private void threeSeeds() {
    a.trial("VAE", 1, nll(90)).trial("VAE", 2, nll(92)).trial("VAE", 3, nll(97));
    a.trial("IWAE", 1, nll(85)).trial("IWAE", 2, nll(86)).trial("IWAE", 3, nll(87));
    b.trial("VAE", 3, nll(96)).trial("VAE", 1, nll(89.25)).trial("VAE", 2, nll(90.75));
  }

  @Test
  void trialsOfOneSeedArePairs() {
    threeSeeds();
    JsonNode comparison = json(compare(a.write(), b.write()));
    JsonNode nll = number(comparison, 0, 0);
    // The differences are -0.75, -1.25 and -1, whatever the spread of the trials.
    assertEquals(93, nll.get("a").asDouble());
    assertEquals(92, nll.get("b").asDouble());
    assertEquals(-1, nll.get("difference").asDouble());
    assertEquals(0.25 / Math.sqrt(3), nll.get("standardError").asDouble(), 1e-15);
    assertEquals("trials", nll.get("pairedBy").asText());
    assertEquals(3, nll.get("pairs").asInt());
    assertEquals("student-t", nll.get("intervalMethod").asText());
    assertEquals("better", nll.get("verdict").asText()); // Lower is better.
    assertEquals("[\"IWAE\"]", comparison.at("/onlyA/rows").toString());
    assertEquals("[]", comparison.at("/onlyB/rows").toString());
  }

  @Test
  void theOtherWayRoundAllSignsTurn() {
    threeSeeds();
    JsonNode nll = number(json(compare(b.write(), a.write())), 0, 0);
    JsonNode turned = number(json(compare(a.write(), b.write())), 0, 0);
    assertEquals(-turned.get("difference").asDouble(), nll.get("difference").asDouble());
    assertEquals(-turned.at("/interval/0").asDouble(), nll.at("/interval/1").asDouble(), 1e-12);
    assertEquals("worse", nll.get("verdict").asText());
  }

  @Test
  void aResultIsEqualToItself() {
    threeSeeds();
    Compare same = compare(a.write(), a.write());
    assertEquals("equal", number(json(same), 0, 0).get("verdict").asText());
    assertTrue(text(same).contains("All 2 numbers are the same to the last digit."), text(same));
  }

  @Test
  void partnersAloneAreCompared() {
    a.trial("VAE", 1, nll(90)).trial("VAE", 2, nll(92)).trial("VAE", 3, nll(97));
    b.trial("VAE", 2, nll(90)).trial("VAE", 3, nll(96)).trial("VAE", 4, nll(10)).diverged("VAE", 5);
    JsonNode comparison = json(compare(a.write(), b.write()));
    assertEquals(-1.5, number(comparison, 0, 0).get("difference").asDouble());
    assertEquals(94.5, number(comparison, 0, 0).get("a").asDouble());
    String remarks = comparison.get("remarks").toString();
    assertTrue(
        remarks.contains("VAE: compared are the trials with a partner, 2 of 3 in A and of 3 in B."),
        remarks);
    assertTrue(remarks.contains("1 trial of B did not complete, and is in no mean."), remarks);
  }

  @Test
  void otherSeedsAreNoPairs() {
    a.trial("VAE", 1, nll(90)).trial("VAE", 2, nll(92));
    b.trial("VAE", 3, nll(90)).trial("VAE", 4, nll(93));
    JsonNode nll = number(json(compare(a.write(), b.write())), 0, 0);
    assertEquals("none", nll.get("pairedBy").asText());
    assertEquals("welch", nll.get("intervalMethod").asText());
    assertEquals(Math.sqrt(1 + 2.25), nll.get("standardError").asDouble(), 1e-12);
    assertEquals("no two trials have the same seed and settings", nll.get("notPairedAs").asText());
    assertTrue(
        text(compare(a.write(), b.write()))
            .replace('\n', ' ')
            .contains("Not paired: nll, as no two trials have the same seed and settings."));
  }

  @Test
  void otherDataAreNoPairs() {
    threeSeeds();
    b.of("mnist", "fedcba9876543210").trial("IWAE", 1, nll(84)).trial("IWAE", 2, nll(84));
    SampleSweep other = new SampleSweep(folder.resolve("c")).of("mnist", "fedcba9876543210");
    other.trial("VAE", 1, nll(90)).trial("VAE", 2, nll(93));
    JsonNode nll = number(json(compare(a.write(), other.write())), 0, 0);
    assertEquals("none", nll.get("pairedBy").asText());
    assertEquals(
        "the data differ, mnist 0123456789ab and mnist fedcba987654",
        nll.get("notPairedAs").asText());
    // Of both fingerprints, and without the trials' own results: nobody knows whose is which.
    JsonNode mixed = number(json(compare(a.write(), b.write())), 1, 0);
    assertEquals(
        "it is not known which data the trials have seen", mixed.get("notPairedAs").asText());
  }

  @Test
  void twoTrialsAreComparedExampleByExample() {
    double[] first = new double[40];
    double[] second = new double[40];
    Arrays.setAll(first, i -> 100 + 30 * Math.sin(i));
    Arrays.setAll(second, i -> first[i] - 1 + 0.5 * Math.cos(3 * i));
    a.trial("VAE", 1, "nll", first);
    b.trial("IWAE", 1, "nll", second);
    a.write();
    b.write();
    double[] differences = new double[40];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    MeanDifference expected = MeanDifference.ofPairs(differences, BOOTSTRAP);
    JsonNode nll = number(json(compare(a.folderOf(0), b.folderOf(0))), 0, 0);
    assertEquals("examples", nll.get("pairedBy").asText());
    assertEquals(40, nll.get("pairs").asInt());
    assertEquals("bca", nll.get("intervalMethod").asText());
    assertEquals(expected.value(), nll.get("difference").asDouble(), 1e-12);
    assertEquals(
        expected.standardError().orElseThrow(), nll.get("standardError").asDouble(), 1e-12);
    assertEquals(expected.interval().orElseThrow().low(), nll.at("/interval/0").asDouble(), 1e-12);
    assertEquals("better", nll.get("verdict").asText());
    // By the errors of the two alone it would be lost: they are a hundred times larger.
    assertTrue(nll.get("standardError").asDouble() < 0.1);
    // A table with the trial's folder is the same, and so is a trial beside a table.
    assertEquals(
        nll,
        number(
            json(
                compare(
                    new Source(folder.resolve("a"), Optional.of(Selector.parse("case=VAE"))),
                    new Source(b.folderOf(0), Optional.empty()))),
            0,
            0));
  }

  @Test
  void examplesOfAnotherSeedAreNotThoseOfThis() {
    a.trial("VAE", 1, "nll", 1, 2, 4);
    b.trial("VAE", 2, "nll", 2, 3, 6);
    a.write();
    b.write();
    JsonNode nll = number(json(compare(a.folderOf(0), b.folderOf(0))), 0, 0);
    assertEquals("none", nll.get("pairedBy").asText());
    assertEquals("welch", nll.get("intervalMethod").asText());
  }

  @Test
  void withoutValuesOfExamplesTheErrorsAddInSquares() {
    a.withFolders().trial("VAE", 1, nll(90));
    b.withFolders().trial("VAE", 1, nll(89));
    JsonNode nll = number(json(compare(a.write(), b.write())), 0, 0);
    assertEquals(0.3 * Math.sqrt(2), nll.get("standardError").asDouble(), 1e-12);
    assertEquals(
        "there is one trial of each, and not both have kept a value of each example",
        nll.get("notPairedAs").asText());
  }

  @Test
  void configsAndOriginsThatDifferAreSaid() {
    a.withFolders().trial("VAE", 1, nll(90)).trial("VAE", 2, nll(91));
    b.withFolders().madeWith("beef").trial("A VAE", 1, nll(90)).trial("A VAE", 2, nll(91));
    JsonNode comparison = json(compare(a.write(), b.write()));
    assertEquals(
        "[{\"path\":\"model.latents\",\"a\":3,\"b\":5}]", comparison.get("config").toString());
    assertEquals(
        "[{\"what\":\"commit\",\"a\":[\"4f2a (0.1.0)\"],\"b\":[\"beef (0.1.0)\"]}]",
        comparison.get("provenance").toString());
    String text = text(compare(a.write(), b.write()));
    assertTrue(text.contains("  model.latents: 3 in A, 5 in B\n"), text);
    assertTrue(text.contains("  commit: 4f2a (0.1.0) in A, beef (0.1.0) in B\n"), text);
    // The only rows of both are compared, whatever they are called.
    assertTrue(text.contains("case: VAE / A VAE\n"), text);
  }

  @Test
  void keysThatAreAbsentAreSaid() throws IOException {
    a.withFolders().trial("VAE", 1, nll(90));
    b.withFolders().trial("VAE", 1, nll(90));
    a.write();
    b.write();
    Path config = b.folderOf(0).resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config, UTF_8)
            .replace("\"hidden\": [10, 20]", "\"hidden\": [10.0, 20], \"prior\": \"vamp\"")
            .replace(", \"samples\": 100", ""));
    String markdown = compare(a.folderOf(0), b.folderOf(0)).markdown();
    assertTrue(
        markdown.contains(
            "| evaluation.metrics\\[0\\].samples | 100 | absent |\n| model.prior | absent | \"vamp\" |\n"),
        markdown);
    assertFalse(markdown.contains("hidden"), markdown); // 10 and 10.0 are one number.
  }

  @Test
  void numbersOfOneAloneAreSaid() {
    a.trial("VAE", 1, ImmutableMap.of("nll", 90.0, "elbo", -95.0));
    b.trial("VAE", 1, ImmutableMap.of("nll", 90.0, "active-units", 4.0));
    String text = text(compare(a.write(), b.write()));
    assertTrue(text.contains("Numbers in one alone: A has elbo; B has active-units.\n"), text);
    assertEquals("elbo is in A alone; both have nll", error(a.write(), b.write(), "elbo"));
    assertEquals(
        "unknown metric 'nl'; did you mean 'nll'? Known: nll, elbo, active-units",
        error(a.write(), b.write(), "nl"));
  }

  @Test
  void whatHasNothingInCommonIsAnError() {
    a.trial("VAE", 1, nll(90)).trial("IWAE", 1, nll(90));
    b.of("omniglot", "ab").trial("VAE", 1, nll(90));
    assertEquals(
        "A is of the data set mnist, B of omniglot: numbers of different data sets do not compare",
        error(a.write(), b.write()));
    SampleSweep splits =
        new SampleSweep(folder.resolve("c"))
            .trial("VAE", 1, ImmutableMap.of("validation.nll", 9.0));
    assertEquals(
        "A has numbers of the test split, B of the validation split: numbers of different splits do"
            + " not compare",
        error(a.write(), splits.write()));
    SampleSweep units =
        new SampleSweep(folder.resolve("d"))
            .columns(new Column("nll", "bits", Better.LOWER, "Bits"))
            .trial("VAE", 1, nll(1));
    assertEquals(
        "there is nothing to compare; nll is in nats in A, but in bits in B: not compared.",
        error(a.write(), units.write()));
    assertEquals(
        "nll is in nats in A, but in bits in B, which do not compare",
        error(a.write(), units.write(), "nll"));
    SampleSweep rows =
        new SampleSweep(folder.resolve("e")).trial("GAN", 1, nll(1)).trial("Flow", 1, nll(1));
    assertEquals(
        "no row of A has the settings of one of B, A: case=VAE; case=IWAE; B: case=GAN; case=Flow."
            + " Where --only chooses one row of each, once for both or once for A and once for B,"
            + " these two are compared",
        error(a.write(), rows.write()));
    assertEquals("there is no file or folder $/none", error(a.write(), folder.resolve("none")));
    assertEquals(
        "$ is neither a sweep's folder, which has a table.json, nor a trial's, which has a"
            + " result.json",
        error(a.write(), folder));
  }

  @Test
  void aSelectorOfATrialIsRefused() {
    a.withFolders().trial("VAE", 1, nll(90));
    a.write();
    Source trial = new Source(a.folderOf(0), Optional.of(Selector.parse("seed=1")));
    String message = assertThrows(ResultException.class, () -> compare(trial, trial)).getMessage();
    assertTrue(message.startsWith("--only seed=1 chooses among the trials of a sweep"), message);
  }

  @Test
  void anotherWayToMeasureIsSaid() {
    a.trial("VAE", 1, nll(90));
    b.columns(new Column("nll", "nats", Better.LOWER, "-log p(x) with 5000 draws, test split"))
        .trial("VAE", 1, nll(90));
    String remarks = json(compare(a.write(), b.write())).get("remarks").toString();
    assertTrue(
        remarks.contains(
            "nll is not measured in the same way. A: -log p(x) with 100 draws, test split. B: -log p(x)"
                + " with 5000 draws, test split."),
        remarks);
  }

  @Test
  void textFitsATerminalOf80Columns() {
    threeSeeds();
    String text = text(compare(a.write(), b.write()));
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertTrue(
        text.contains(
            """

            case: VAE

            number            A      B         B - A    B is    95% interval
            ----------------------------------------------------------------
            nll (nats) ↓  93.00  92.00  -1.00 ± 0.14  better  [-1.62, -0.38]

            """),
        text);
    assertTrue(text.contains("Rows in one alone: A has IWAE.\n"), text);
    String ascii = compare(a.write(), b.write()).text(new TextGrid(false, false, 80));
    assertTrue(ascii.chars().allMatch(c -> c < 128), ascii);
  }

  @Test
  void csvHasEveryDigit() {
    threeSeeds();
    String csv = compare(a.write(), b.write()).csv();
    assertTrue(
        csv.startsWith(
            "row of A,row of B,number,unit,better,A,B,B - A,standard error,interval low,interval"
                + " high,interval level,interval method,paired by,pairs,B is\n"
                + "VAE,VAE,nll,nats,lower,93.0,92.0,-1.0,0.14433756729740"),
        csv);
    assertTrue(csv.endsWith(",0.95,student-t,trials,3,better\n"), csv);
  }

  @Test
  void equalDifferencesOfAllPairsAreNoError() {
    a.trial("VAE", 1, nll(9)).trial("VAE", 2, nll(8));
    b.trial("VAE", 1, nll(8)).trial("VAE", 2, nll(7));
    JsonNode nll = number(json(compare(a.write(), b.write())), 0, 0);
    assertEquals("no error", nll.get("verdict").asText());
    assertEquals(-1, nll.get("difference").asDouble());
  }
}
