package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.ResultTableJson;

class ToolsTest {
  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @BeforeEach
  void writeTable() {
    ResultTableJson.write(folder.resolve("table.json"), SampleTable.table());
  }

  @Test
  void rendersAFolderOrAFileAsMarkdown() {
    String expected = new MarkdownTable(CellFormat.DEFAULT).render(SampleTable.table()).document();
    assertEquals(new Outcome(0, expected, ""), run("table", folder.toString()));
    assertEquals(
        new Outcome(0, expected, ""), run("table", folder.resolve("table.json").toString()));
  }

  @Test
  void rendersTheFormatsAndOptions() {
    assertEquals(
        new CsvTable().render(SampleTable.table()).document(),
        run("table", folder.toString(), "--format", "csv").out());
    assertEquals(
        new LatexTable(CellFormat.DEFAULT, Optional.of("C"), Optional.of("tab:l"))
            .render(SampleTable.table())
            .document(),
        run("table", "--format", "latex", "--caption", "C", "--label", "tab:l", folder.toString())
            .out());
    Outcome one = run("table", folder.toString(), "--columns", "mig", "--digits", "10");
    assertTrue(one.out().startsWith("### small\\_table\n"), one.out());
    assertTrue(one.out().contains("| case | mig ↑ | n |\n"), one.out());
    assertTrue(one.out().contains("| 0.0000000019 ± 0.0000000009 | 2 |\n"), one.out());
    assertFalse(one.out().contains("published"), one.out());
  }

  @Test
  void sortsByAColumnThatNeedNotBeShown() {
    Outcome sorted = run("table", folder.toString(), "--sort", "nll", "--columns", "mig");
    assertTrue(
        sorted.out().indexOf("| VAE |") < sorted.out().indexOf("| A\\_1, B |"), sorted.out());
    Outcome mig = run("table", folder.toString(), "--sort", "mig");
    assertTrue(mig.out().indexOf("| VAE |") > mig.out().indexOf("| A\\_1, B |"), mig.out());
    assertTrue(
        sorted
            .out()
            .contains("- Rows: the best nll first. The first of 2 was selected on the test"),
        sorted.out());
    String latex = run("table", folder.toString(), "--sort", "nll", "--format", "latex").out();
    assertTrue(latex.contains("The first of 2 was selected on the test split"), latex);
    String csv = run("table", folder.toString(), "--sort", "mig", "--format", "csv").out();
    assertTrue(csv.startsWith("case,rank by mig,nll mean (nats),"), csv);
    assertTrue(csv.contains("\n\"A_1, B\",1,88.5,"), csv);
    assertTrue(csv.contains("\nVAE,,-90.25,"), csv);
  }

  @Test
  void comparesInEveryFormat() throws IOException {
    String here = folder.toString();
    Outcome text = run("compare", here, here);
    assertEquals(0, text.status(), text.err());
    assertTrue(text.out().contains("All 3 numbers are the same to the last digit."), text.out());
    Outcome csv = run("compare", here, here, "--only", "case=VAE", "--format", "csv");
    assertTrue(csv.out().contains("\nVAE,VAE,nll,nats,lower,-90.25,-90.25,0.0,"), csv.out());
    Path file = folder.resolve("out/comparison.json");
    assertEquals(
        new Outcome(0, "", ""),
        run(
            "compare",
            here,
            here,
            "--only",
            "case=VAE",
            "--only",
            "case=A_1, B",
            "--metric",
            "nll",
            "--format",
            "json",
            "--out",
            file.toString()));
    assertEquals(178.25, Json.read(file).at("/rows/0/numbers/0/difference").asDouble());
    assertTrue(
        run("compare", here, here, "--format", "markdown")
            .out()
            .contains("\n| row | number | A |"));
  }

  @Test
  void writesAFile() throws IOException {
    Path file = folder.resolve("out/table.csv");
    assertEquals(
        new Outcome(0, "", ""),
        run("table", folder.toString(), "--format", "csv", "--out", file.toString()));
    assertEquals(new CsvTable().render(SampleTable.table()).document(), Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "; a command is needed. Known: table, compare, reproduce, merge, plot, figure, report,"
            + " schedule, sample, encode, reconstruct, interpolate, compress, decompress, export,"
            + " data, bench. See --help",
        "tabel x; unknown command 'tabel'@ did you mean 'table'? Known: table, compare, reproduce,"
            + " merge, plot, figure, report, schedule, sample, encode, reconstruct, interpolate,"
            + " compress, decompress, export, data, bench",
        "table; table needs one PATH, a table.json or the folder that holds it, but was given none",
        "table a b; table needs one PATH, a table.json or the folder that holds it, but was given a"
            + " b",
        "report $; report needs --out FILE, the .html file to write",
        "report $ --out r.txt; --out must end in .html but is r.txt",
        "report $ --out r.html --every 5; --every does nothing without --follow",
        "report $ --out r.html --figures some; --figures must be all, none or a number of pictures"
            + " but is some",
        "report $ --out r.html --follow --every 0; --every must be at least 1 but is 0",
        "bench x; bench takes options only, but was given x",
        "bench --onyl limits; unknown option '--onyl'@ did you mean '--only'? Known: --check,"
            + " --data, --help, --long, --only, --out, --python, --workloads, -h",
        "bench --only limit; unknown --only 'limit'@ did you mean 'limits'? Known: limits,"
            + " start-up, memory, share, jobs, growth, models, peers, python",
        "table $ --format latx; unknown --format 'latx'@ did you mean 'latex'? Known: markdown,"
            + " latex, html, csv, text",
        "table $ --columns nl; unknown column 'nl'@ did you mean 'nll'? Known: nll, mig",
        "table $ --fromat csv; unknown option '--fromat'@ did you mean '--format'? Known:"
            + " --baseline, --caption, --columns, --correction, --digits, --format, --help,"
            + " --label, --level, --out, --sort, --test, -h",
        "table $ --sort migg; unknown column 'migg'@ did you mean 'mig'? Known: nll, mig",
        "table $ --digits 18; --digits must be from 0 to 17 but is 18",
        "table $ --format csv --digits 2; --digits does not apply to --format csv, only to"
            + " markdown, latex and html: csv has all digits",
        "table $ --caption C; --caption does not apply to --format markdown, only to latex"
            + " and html",
        "table $ --level 0.1; --level does nothing without --test",
        "table $ --test t; unknown --test 't'. Known: paired-t, wilcoxon, none",
        "table $ --test wilcoxon --correction bh; unknown --correction 'bh'. Known: holm,"
            + " bonferroni, benjamini-hochberg, none",
        "table $ --test paired-t --level 1; --level must be between 0 and 1 but is 1.0",
        "table $ --test paired-t --baseline seed=1; --baseline seed=1 is 2 rows, but must be one:"
            + " VAE@ A_1, B",
        "table $ --test paired-t; a test needs pairs: at least 2 trials of a row that agree with"
            + " trials of the baseline row in all but what tells the rows apart, as those with the"
            + " same seeds do@ there are no more than 1",
        "compare $; compare needs two paths, A and B, each a sweep's folder, a table.json or a"
            + " trial's folder, but was given $",
        "compare $ $ --only seed=1 --only seed=2 --only seed=1; --only is given once for both, or"
            + " once for A and once for B, but not 3 times",
        "compare $ $ --format latex; unknown --format 'latex'. Known: text, markdown, csv, json",
        "compare $ $ --bootstrap t; unknown --bootstrap 't'. Known: bca, percentile",
        "compare $ $ --resamples 9; --resamples must be at least 100 but is 9",
        "compare $ $ --metrics nll; unknown option '--metrics'@ did you mean '--metric'? Known:"
            + " --bootstrap, --format, --help, --level, --metric, --only, --out, --resamples,"
            + " --seed, -h",
        "table $/none.json; cannot read $/none.json: there is no such file",
        "table $/empty; cannot read $/empty/table.json: there is no such file",
        "table $ --out $/table.json/x; cannot write $/table.json/x: $/table.json is not a"
            + " directory",
      })
  void badUsageIsOneLineAndStatus2(String args, String message) throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    String line = args == null ? "" : args.replace("$", folder.toString());
    Outcome outcome = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    String expected = message.replace("$", folder.toString()).replace('@', ';');
    assertEquals(new Outcome(2, "", "tools: " + expected + System.lineSeparator()), outcome);
  }

  @ParameterizedTest
  @CsvSource({"table . --digits two", "table . --format", "--halp", "table . --columns"})
  void whatTheParserRefusesIsOneLineToo(String line) {
    assertOneLine(run(line.split(" ", -1)));
  }

  @Test
  void aDamagedTableIsOneLineThatNamesTheFile() throws IOException {
    for (String text : new String[] {"", "{\"name\": ", "{}", "[]", "{\"name\": \"x\"}"}) {
      Files.writeString(folder.resolve("table.json"), text);
      Outcome outcome = run("table", folder.toString());
      assertOneLine(outcome);
      assertTrue(outcome.err().contains(folder.resolve("table.json").toString()), outcome.err());
    }
  }

  private static void assertOneLine(Outcome outcome) {
    assertEquals(2, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("tools: "), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }

  @Test
  void helpAndVersion() {
    Outcome help = run("--help");
    assertEquals(0, help.status());
    assertTrue(help.out().contains("--version"), help.out());
    assertTrue(help.out().contains("table"), help.out());
    Outcome table = run("table", "--help");
    assertEquals(0, table.status());
    assertTrue(table.out().contains("--columns"), table.out());
    Outcome version = run("--version");
    assertEquals(0, version.status());
    assertTrue(version.out().matches("lowerbound \\S+ \\(\\S+\\)\n"), version.out());
  }

  @Test
  void aFullDiskBehindTheStandardOutputIsAnError() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(
            new String[] {"table", folder.toString()},
            new PrintStream(full, false, UTF_8),
            new PrintStream(err, true, UTF_8));
    assertEquals(2, status);
    assertTrue(err.toString(UTF_8).contains("standard output"));
  }

  @Test
  void aLabelThatLatexLacksLettersForIsSaidAndNothingIsWrong() {
    String text = Json.print(Json.read(folder.resolve("table.json"))).replace("VAE", "VAE 中");
    AtomicFiles.write(folder.resolve("table.json"), text);
    Outcome outcome = run("table", folder.toString(), "--format", "latex");
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().contains("VAE U+4E2D & "), outcome.out());
    assertEquals(
        "tools: pdflatex has no command for 中; written as U+4E2D" + System.lineSeparator(),
        outcome.err());
  }

  @Test
  void aNameThatIsNoPathIsOneLine() {
    assertOneLine(run("table", "a\0b"));
    assertOneLine(run("table", "d\ufffd"));
    assertOneLine(run("table", folder.toString(), "--out", "a\0b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "table --help",
        "compare --help",
        "figure --help",
        "report --help",
        "compress --help",
        "decompress --help",
        "bench --help"
      })
  void theHelpFitsATerminalOf80Columns(String line) {
    String help = run(line.split(" ", -1)).out();
    assertTrue(help.lines().allMatch(text -> text.length() <= 80), help);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "de-DE", "tr-TR", "th-TH-u-nu-thai"})
  void tablesAreTheSameUnderEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    for (String format : new String[] {"markdown", "latex", "csv"}) {
      Outcome here = run("table", folder.toString(), "--format", format);
      try {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(here, run("table", folder.toString(), "--format", format));
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
