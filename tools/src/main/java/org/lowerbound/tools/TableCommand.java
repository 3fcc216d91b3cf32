package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RowTests;
import org.lowerbound.experiment.result.TestPlan;
import org.lowerbound.experiment.result.TextTable;

/** The command {@code table}: a sweep's table as a document. */
@Parameters(
    commandDescription =
        "Write a sweep's table as Markdown, LaTeX, HTML, CSV or text; test its rows")
final class TableCommand implements Command {
  static final ImmutableSet<String> FORMATS =
      ImmutableSet.of("markdown", "latex", "html", "csv", "text");

  @Parameter(description = "PATH: a table.json, or the folder that holds it")
  private List<String> paths = new ArrayList<>();

  @Parameter(names = "--format", description = "markdown, latex, html, csv or text")
  private String format = "markdown";

  @Parameter(names = "--out", description = "The file to write; the standard output if not given")
  private String out;

  @Parameter(names = "--columns", description = "The metrics to show, in order: a,b,c")
  private List<String> columns;

  @Parameter(
      names = "--sort",
      description = "The metric by which rows are ordered, the best first, such as validation.nll")
  private String sort;

  @ParametersDelegate private TestOptions tests = new TestOptions();

  @Parameter(
      names = "--digits",
      description = "Decimals of every mean and error; by default the errors decide")
  private Integer digits;

  @Parameter(
      names = "--caption",
      description = "The caption: of LaTeX in LaTeX, of HTML as plain text")
  private String caption;

  @Parameter(names = "--label", description = "LaTeX: the label, e.g. tab:beta")
  private String label;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    TableRenderer renderer = renderer();
    Optional<TestPlan> plan = tests.plan();
    Path file = CommandPath.table("table", this, paths);
    ResultTable table = ResultTableJson.read(file);
    if (sort != null) {
      table = table.sorted(sort.strip());
    }
    if (columns != null) {
      table =
          table.withColumns(
              columns.stream()
                  .map(String::strip)
                  .filter(column -> !column.isEmpty())
                  .collect(toImmutableList()));
    }
    ResultTable shown = table;
    TableRenderer.Rendering rendering =
        renderer.render(shown, plan.map(p -> RowTests.of(shown, p, tests.baseline(shown, file))));
    if (out != null) {
      AtomicFiles.write(Path.of(out), rendering.document());
    }
    return new Answer(
        out == null ? rendering.document() : "", ImmutableList.of(), rendering.remarks());
  }

  private TableRenderer renderer() {
    return switch (format) {
      case "markdown" -> {
        refuse("--caption", caption, "latex and html");
        refuse("--label", label, "latex");
        yield new MarkdownTable(cellFormat());
      }
      case "latex" ->
          new LatexTable(cellFormat(), Optional.ofNullable(caption), Optional.ofNullable(label));
      case "html" -> {
        refuse("--label", label, "latex");
        yield new HtmlTable(cellFormat(), Optional.ofNullable(caption));
      }
      case "text" -> {
        refuse("--caption", caption, "latex and html");
        refuse("--label", label, "latex");
        refuse("--digits", digits, "markdown, latex and html");
        yield (table, rowTests) ->
            TableRenderer.Rendering.whole(
                new TextTable(TerminalGrid.current(out != null)).render(table, rowTests));
      }
      case "csv" -> {
        refuse("--caption", caption, "latex and html");
        refuse("--label", label, "latex");
        refuse("--digits", digits, "markdown, latex and html: csv has all digits");
        yield new CsvTable();
      }
      default -> throw new ParameterException(Names.unknown("--format", format, FORMATS));
    };
  }

  /** A setting that would do nothing is an error, not a surprise. */
  private void refuse(String option, Object value, String formats) {
    if (value != null) {
      throw new ParameterException(
          option + " does not apply to --format " + format + ", only to " + formats);
    }
  }

  private CellFormat cellFormat() {
    if (digits == null) {
      return CellFormat.DEFAULT;
    }
    if (digits < 0 || digits > CellFormat.MAX_DECIMALS) {
      throw new ParameterException(
          "--digits must be from 0 to " + CellFormat.MAX_DECIMALS + " but is " + digits);
    }
    return new CellFormat(OptionalInt.of(digits));
  }
}
