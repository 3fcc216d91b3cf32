package org.lowerbound.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Dominance;
import org.lowerbound.evaluation.WeightTails;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTests;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TestPlan;
import org.lowerbound.experiment.result.TextTable;
import org.lowerbound.experiment.statistics.Correction;
import org.lowerbound.experiment.statistics.PairedTest;

class RenderersTest {
  private static final ResultTable TABLE = SampleTable.table();

  /** Returns the table with one row whose only field has this text. */
  private static ResultTable labelled(String text) {
    TableRow row =
        new TableRow(
            ImmutableMap.of("case", Json.object().put("value", text).get("value")),
            ImmutableMap.of(),
            ImmutableList.of(),
            ImmutableList.<RowTrial>of());
    return new ResultTable(
        TABLE.name(),
        TABLE.description(),
        TABLE.columns(),
        ImmutableList.of(row),
        ImmutableList.of(),
        TABLE.provenance());
  }

  @Test
  void markdown() {
    assertEquals(
        """
        ### small\\_table

        50% of A \\& B

        | case | nll (nats) ↓ | published (nats) | difference (nats) | mig ↑ | n |
        | :--- | ---: | ---: | ---: | ---: | ---: |
        | VAE | **-90.25 ± 0.30** | - | - | - | 1/2 |
        | A\\_1, B | 88.50 ± 0.50 | 87.5 | +1.00 | (1.86 ± 0.93)e-9 | 2 |

        - ±: standard error of the mean over the n trials of a row, which differ in seed; where n = 1,\
         standard error over the test examples of one trial.
        - Bold: the best mean of its column, and any that equals it in the digits shown; none where all are\
         equal; no test of significance.
        - n: completed of all trials; in no mean: 1 failed (VAE).
        - published: Doe, J. "X" 2016. difference: this table's mean minus the published number.
        - Lowerbound 0.1.0 (4f2a), TensorFlow 2.18.0, data mnist 0123456789ab.
        """,
        new MarkdownTable(CellFormat.DEFAULT).render(TABLE).document());
  }

  @Test
  void latex() {
    assertEquals(
        """
        % \\usepackage{booktabs}
        \\begin{table}
          \\centering
          \\caption{50\\% of A \\& B}
          \\label{tab:small-table}
          \\begin{tabular}{lrrrrr}
            \\toprule
            case & nll (nats) $\\downarrow$ & published (nats) & difference (nats) & mig $\\uparrow$ & n \\\\
            \\midrule
            VAE & \\textbf{\\boldmath $-90.25 \\pm 0.30$} & - & - & - & 1/2 \\\\
            A\\_1, B & $88.50 \\pm 0.50$ & $87.5$ & $+1.00$ & $(1.86 \\pm 0.93) \\times 10^{-9}$ & 2 \\\\
            \\bottomrule
          \\end{tabular}
          \\par\\smallskip\\footnotesize
          $\\pm$: standard error of the mean over the n trials of a row, which differ in seed; where n = 1,\
         standard error over the test examples of one trial.
          Bold: the best mean of its column, and any that equals it in the digits shown; none where all are\
         equal; no test of significance.
          n: completed of all trials; in no mean: 1 failed (VAE).
          published: Doe, J. \\textquotedblright{}X\\textquotedblright{} 2016. difference: this table's mean minus the published number.
          Lowerbound 0.1.0 (4f2a), TensorFlow 2.18.0, data mnist 0123456789ab.
        \\end{table}
        """,
        new LatexTable(CellFormat.DEFAULT, Optional.empty(), Optional.empty())
            .render(TABLE)
            .document());
  }

  @Test
  void csv() {
    assertEquals(
        """
        case,nll mean (nats),nll standard error (nats),nll standard error over,nll n,\
        nll published (nats),nll difference (nats),nll published in,\
        mig mean,mig standard error,mig standard error over,mig n,\
        trials,completed,diverged,failed,missing
        VAE,-90.25,0.30000000000000004,examples,1,,,,,,,0,2,1,0,1,0
        "A_1, B",88.5,0.5,trials,2,87.5,1.0,"Doe, J. ""X"" 2016",\
        1.862645149230957E-9,9.313225746154785E-10,trials,2,2,2,0,0,0
        """,
        new CsvTable().render(TABLE).document());
  }

  @Test
  void everyFormatShowsPublishedNumbersOfSeveralMetricsAndWhichAreUnverified() {
    ResultTable table =
        SampleTable.table(
            new Publications(
                ImmutableList.of(
                    new Published("Doe", "nll", ImmutableMap.of("A_1, B", 87.5, "VAE", -90.5)),
                    new Published("Roe", "mig", ImmutableMap.of("VAE", 0.25), true))));
    String markdown = new MarkdownTable(CellFormat.DEFAULT).render(table).document();
    assertTrue(
        markdown.contains(
            "\n| VAE | **-90.25 ± 0.30** | -90.5 | +0.25 | - | 0.25 (?) | - | 1/2 |\n"),
        markdown);
    assertTrue(markdown.contains("\n- published: Doe (nll); Roe (mig). difference"), markdown);
    assertTrue(markdown.contains("\n- (?): unverified: could not be confirmed in the"), markdown);
    String latex =
        new LatexTable(CellFormat.DEFAULT, Optional.empty(), Optional.empty())
            .render(table)
            .document();
    assertTrue(latex.contains("$+0.25$ & - & $0.25$ (?) & - & 1/2"), latex);
    assertTrue(latex.contains("\n  (?): unverified: could not"), latex);
    assertTrue(
        new TextTable(false, false).render(table).lines().anyMatch(l -> l.contains("0.25 (?)")));
    List<String> csv = new CsvTable().render(table).document().lines().toList();
    assertTrue(
        csv.get(0)
            .contains("mig published,mig difference,mig published in,mig published unverified"),
        csv.get(0));
    assertTrue(csv.get(1).contains(",0.25,,Roe,true,"), csv.get(1));
    assertTrue(csv.get(2).contains(",trials,2,,,,,2,"), csv.get(2));
    assertTrue(csv.get(0).contains("nll published in,mig mean"), csv.get(0));
  }

  @Test
  void latexTakesACaptionAndALabelAsTheyAre() {
    String latex =
        new LatexTable(
                new CellFormat(OptionalInt.of(1)),
                Optional.of("From \\citet{doe}"),
                Optional.of("tab:x_y"))
            .render(TABLE)
            .document();
    assertTrue(latex.contains("  \\caption{From \\citet{doe}}\n  \\label{tab:x_y}\n"), latex);
    assertTrue(latex.contains("$88.5 \\pm 0.5$"), latex);
  }

  @Test
  void latexEscapesAllThatHasAMeaning() {
    String latex =
        new LatexTable(CellFormat.DEFAULT, Optional.empty(), Optional.empty())
            .render(labelled("\\{}$&#_%^~<>|±\n"))
            .document();
    assertTrue(
        latex.contains(
            "    \\textbackslash{}\\{\\}\\$\\&\\#\\_\\%\\textasciicircum{}\\textasciitilde{}"
                + "\\textless{}\\textgreater{}\\textbar{}$\\pm$  & - & - & 0 \\\\\n"),
        latex);
  }

  @Test
  void aBracketAtTheStartOfALatexRowIsNoArgument() {
    String latex =
        new LatexTable(CellFormat.DEFAULT, Optional.empty(), Optional.empty())
            .render(labelled("[200, 200]"))
            .document();
    assertTrue(latex.contains("    {}[200, 200] & "), latex);
  }

  @Test
  void markdownEscapesAllThatHasAMeaning() {
    String markdown =
        new MarkdownTable(CellFormat.DEFAULT).render(labelled("\\`*_<b>[x](y)|~$&#\n")).document();
    assertTrue(
        markdown.contains("| \\\\\\`\\*\\_\\<b\\>\\[x\\](y)\\|\\~\\$\\&\\#  | - | - | 0 |\n"),
        markdown);
  }

  @Test
  void csvQuotesWhatHasToBe() {
    String csv = new CsvTable().render(labelled("a \"b\", c\nd")).document();
    assertTrue(csv.contains("\n\"a \"\"b\"\", c\nd\",,,,0,"), csv);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "=1+2; '=1+2",
        "+1, 2; \"'+1, 2\"",
        "-x; '-x",
        "@SUM(A1); '@SUM(A1)",
        "＝1; '＝1",
        "-38.49; -38.49",
        "+1e-3; +1e-3",
        "a=b; a=b",
      })
  void csvHasNoFormulas(String label, String field) {
    assertTrue(new CsvTable().render(labelled(label)).document().contains("\n" + field + ",,,,0,"));
  }

  @Test
  void csvHasNoControlCharacters() {
    String csv = new CsvTable().render(labelled("\ta\u001b[2Jb")).document();
    assertTrue(csv.contains("\n' a [2Jb,,,,0,"), csv);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a|b", "a\u2028b", "a\u0085b", "`a|b`", "<!-- a"})
  void noLabelBreaksAMarkdownRow(String label) {
    String markdown = new MarkdownTable(CellFormat.DEFAULT).render(labelled(label)).document();
    String row =
        markdown.lines().filter(line -> line.endsWith("| - | - | 0 |")).findFirst().orElseThrow();
    assertTrue(row.startsWith("| "), row);
    // Bars that are not escaped: five around four cells.
    assertEquals(5, row.replace("\\|", "").chars().filter(c -> c == '|').count(), row);
  }

  /** A table of which the first row's figure is dominated, by chance, and of one draw. */
  private static ResultTable doubtful() {
    Caveats caveats =
        new Caveats(
            Optional.of(new Chance(0.5, 0.25)),
            Optional.of(new Dominance(1, 0.75)),
            OptionalDouble.of(0.875),
            Optional.of(new WeightTails(3, 19, 0.5, 1.5)),
            OptionalDouble.of(0.96875),
            ImmutableList.of());
    TableRow first = TABLE.rows().get(1);
    Cell mig = new Cell(0.625, Optional.empty(), ImmutableList.of(0.625), caveats);
    TableRow doubtful =
        new TableRow(
            TABLE.rows().get(0).overrides(),
            ImmutableMap.of("mig", mig),
            ImmutableList.of(),
            first.trials());
    return new ResultTable(
            TABLE.name(),
            TABLE.description(),
            TABLE.columns(),
            ImmutableList.of(doubtful, first),
            ImmutableList.of(),
            TABLE.provenance())
        .withColumns(ImmutableList.of("mig"));
  }

  @Test
  void everyFormatShowsWhatIsToBeKnownOfAMean() {
    String markdown = new MarkdownTable(CellFormat.DEFAULT).render(doubtful()).document();
    assertTrue(markdown.contains("| VAE | 0.6250 †‡§¶ (n=1) | 2 |"), markdown);
    assertTrue(markdown.contains("| A\\_1, B | **(1.86 ± 0.93)e-9** | 2 |"), markdown);
    assertTrue(markdown.contains("\n- †: a few examples"), markdown);
    assertTrue(markdown.contains(" 75% of one example in mig (VAE)."), markdown);
    String latex =
        new LatexTable(CellFormat.DEFAULT, Optional.empty(), Optional.empty())
            .render(doubtful())
            .document();
    assertTrue(latex.contains("VAE & $0.6250$ $\\dagger \\ddagger$\\S{}\\P{} (n=1) & 2"), latex);
    assertTrue(latex.contains("\n  $\\ddagger$: no better"), latex);
    assertTrue(latex.contains("87\\% in mig (VAE)"), latex);
    assertEquals(
        """
        case,mig mean,mig standard error,mig standard error over,mig n,\
        mig by chance,mig by chance standard deviation,mig dominated by,mig dominated share,\
        mig largest weight,mig heavy tails,mig heavy tails of,mig effective draws,mig at best,trials,completed,diverged,failed,missing
        VAE,0.625,,,1,0.5,0.25,1.0,0.75,0.875,3.0,19.0,1.5,0.96875,2,2,0,0,0
        "A_1, B",1.862645149230957E-9,9.313225746154785E-10,trials,2,,,,,,,,,,2,2,0,0,0
        """,
        new CsvTable().render(doubtful()).document());
  }

  /** A second row, of the same seeds, worse by 2 and by 2.5. */
  private static ResultTable paired() {
    TableRow first = TABLE.rows().get(1);
    TableRow second =
        new TableRow(
            TABLE.rows().get(0).overrides(),
            ImmutableMap.of(
                "nll",
                new Cell(90.75, Optional.empty(), ImmutableList.of(90.0, 91.5), Caveats.NONE)),
            ImmutableList.of(),
            first.trials());
    return new ResultTable(
            "t",
            "",
            TABLE.columns(),
            ImmutableList.of(first, second),
            ImmutableList.of("seed"),
            TABLE.provenance())
        .withColumns(ImmutableList.of("nll"));
  }

  @Test
  void everyFormatShowsTests() {
    ResultTable table = paired();
    TestPlan plan = new TestPlan(PairedTest.PAIRED_T, Correction.HOLM, 0.1);
    Optional<RowTests> tests = Optional.of(RowTests.of(table, plan, OptionalInt.of(0)));
    // t = 2.25 / 0.25 = 9 with one degree of freedom: p = 1 - 2 / pi * atan(9).
    double p = 1 - 2 / Math.PI * Math.atan(9);
    String markdown = new MarkdownTable(CellFormat.DEFAULT).render(table, tests).document();
    assertTrue(markdown.contains("| VAE | 90.75 ▽ | - | - | 2 |"), markdown);
    assertTrue(
        markdown.contains(
            "\n"
                + "- △ better, ▽ worse than the baseline, A\\_1, B: paired t test, two-sided, p at"
                + " most 0.1 after Holm's correction for 1 comparison; 2 pairs"),
        markdown);
    String latex =
        new LatexTable(CellFormat.DEFAULT, Optional.empty(), Optional.empty())
            .render(table, tests)
            .document();
    assertTrue(latex.contains("VAE & $90.75$ $\\bigtriangledown$ & "), latex);
    assertTrue(latex.contains("  $\\triangle$ better, $\\bigtriangledown$ worse than"), latex);
    List<String> csv = new CsvTable().render(table, tests).document().lines().toList();
    assertTrue(
        csv.get(0)
            .contains(
                ",nll published in,nll baseline,nll pairs,nll minus baseline (nats),nll p"
                    + " (paired-t),\"nll p (paired-t, holm)\",trials,"),
        csv.get(0));
    assertTrue(csv.get(1).contains("2016\",,,,,,2,2,"), csv.get(1));
    List<String> fields = Splitter.on(',').splitToList(csv.get(2));
    assertTrue(csv.get(2).contains(",\"A_1, B\",2,2.25,0.07"), csv.get(2));
    assertEquals(p, Double.parseDouble(fields.get(fields.size() - 7)), 1e-12);
    assertEquals(p, Double.parseDouble(fields.get(fields.size() - 6)), 1e-12);
  }
}
