package org.lowerbound.tools.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.Json;

class ReportTest {
  @Test
  void textHasNumbersAtTheRight() {
    String text = ReportText.render(SampleReport.report());
    assertTrue(
        text.contains(
            """
            Side by side
            round  trials/h
            ---------------
            1         1,235
            a_b         NaN
                      0.046
            A note.
            """),
        text);
    assertTrue(text.contains("processor   a <fast> one\n"), text);
    assertTrue(
        text.endsWith(
            """
            Targets
            target                  value  should be      met
            -------------------------------------------------
            two jobs over one        1.52  at least 1.90  no
            the runner's own share  0.012  at most 0.030  yes

            """),
        text);
  }

  @Test
  void longNotesAreBroken() {
    BenchTable table =
        BenchTable.builder("t", "T").column("a", "a").note("word ".repeat(50).strip()).build();
    BenchReport sample = SampleReport.report();
    String text =
        ReportText.render(
            new BenchReport(
                sample.machine(),
                sample.date(),
                ImmutableList.of(),
                ImmutableList.of(table),
                ImmutableList.of()));
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertEquals(50, text.split("word", -1).length - 1);
    assertFalse(text.contains("Targets"), text);
  }

  @Test
  void markdownIsEscaped() {
    String markdown = ReportMarkdown.render(SampleReport.report());
    assertTrue(
        markdown.contains(
            """
            ### Side by side

            | round | trials/h |
            | :--- | ---: |
            | 1 | 1,235 |
            | a\\_b | NaN |
            |  | 0.046 |

            - A note.
            """),
        markdown);
    assertTrue(markdown.contains("| processor | a \\<fast> one |"), markdown);
  }

  @Test
  void jsonHasAllDigitsAndTheMachine() {
    JsonNode json = Json.parse(Json.print(ReportJson.encode(SampleReport.report())), "report");
    assertEquals("2026-01-31T12:00:00Z", json.get("date").textValue());
    assertEquals("c0ffee", json.at("/machine/commit").textValue());
    assertEquals(8_000_000_000L, json.at("/machine/memoryBytes").longValue());
    assertEquals("L1 Data 48K", json.at("/machine/caches/0").textValue());
    JsonNode rows = json.at("/tables/jobs/rows");
    assertEquals(1234.5, rows.get(0).get("trialsPerHour").doubleValue());
    assertEquals("NaN", rows.get(1).get("trialsPerHour").textValue());
    assertFalse(rows.get(2).has("round"));
    assertEquals(1.9, json.at("/targets/two-jobs/atLeast").doubleValue());
    assertEquals(1.52, json.at("/targets/two-jobs/value").doubleValue());
    assertFalse(json.at("/targets/two-jobs/met").booleanValue());
    assertEquals(0.03, json.at("/targets/own-share/atMost").doubleValue());
    assertTrue(json.at("/targets/own-share/met").booleanValue());
  }

  @ParameterizedTest
  @CsvSource({
    "TWO_JOBS, 1.9, true",
    "TWO_JOBS, 1.8999, false",
    "TWO_JOBS, NaN, false",
    "OWN_SHARE, 0.03, true",
    "OWN_SHARE, 0.0301, false",
    "OWN_SHARE, NaN, false"
  })
  void theLimitItselfIsGood(Target target, double value, boolean met) {
    assertEquals(met, new Finding(target, value).met());
  }

  @Test
  void aFindingIsDescribedWithItsTarget() {
    assertEquals(
        ImmutableList.of("two jobs over one (two-jobs) is 1.52, but should be at least 1.90"),
        SampleReport.report().missed().stream()
            .map(Finding::describe)
            .collect(ImmutableList.toImmutableList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0.000",
        "0.0456; 0.046",
        "0.9996; 1.00",
        "1.234; 1.23",
        "9.996; 10.0",
        "12.34; 12.3",
        "99.96; 100",
        "12345.6; 12,346",
        "-1.5; -1.50",
        "Infinity; Infinity"
      })
  void numbersHaveThreeDigits(double value, String text) {
    assertEquals(text, BenchNumbers.text(value));
  }

  @Test
  void aRowHasAValueForEachColumn() {
    BenchTable.Builder table = BenchTable.builder("t", "T").column("a", "a").row(1, 2);
    assertThrows(IllegalArgumentException.class, table::build);
  }

  @Test
  void cachesAreReadAsLinuxHasThem(@TempDir Path folder) throws IOException {
    assertEquals(ImmutableList.of(), Machine.caches(folder.resolve("none")));
    Path index = Files.createDirectories(folder.resolve("index0"));
    Files.writeString(index.resolve("level"), "2\n");
    Files.writeString(index.resolve("type"), "Unified\n");
    Files.writeString(index.resolve("size"), "2048K\n");
    assertEquals(ImmutableList.of("L2 Unified 2048K"), Machine.caches(folder));
    Files.delete(index.resolve("size"));
    assertEquals(ImmutableList.of(), Machine.caches(folder));
  }
}
