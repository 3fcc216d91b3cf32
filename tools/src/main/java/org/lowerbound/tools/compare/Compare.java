package org.lowerbound.tools.compare;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.TextGrid;
import org.lowerbound.experiment.statistics.Bootstrap;
import org.lowerbound.experiment.sweep.Selector;

/** Reads two results, compares them, and writes what was found. */
public final class Compare {
  /** What a comparison can be written as. */
  public static final ImmutableList<String> FORMATS =
      ImmutableList.of("text", "markdown", "csv", "json");

  private final Comparison comparison;

  private Compare(Comparison comparison) {
    this.comparison = comparison;
  }

  /**
   * What to compare.
   *
   * @param path a table's file, the folder of a sweep or of a trial
   * @param only which trials of a table; all if not given
   */
  public record Source(Path path, Optional<Selector> only) {}

  /**
   * Compares two results.
   *
   * @param metrics the columns to compare; all that both have if not given
   * @param types the names of configs
   * @throws org.lowerbound.experiment.result.ResultException if one of them cannot be read, or they
   *     have nothing in common
   * @throws org.lowerbound.experiment.config.ConfigException if a selector chooses nothing
   */
  public static Compare of(
      Source a,
      Source b,
      Bootstrap bootstrap,
      Optional<ImmutableList<String>> metrics,
      SpecTypes types) {
    SideReader reader = new SideReader(types);
    return new Compare(
        new Comparer(bootstrap, metrics)
            .compare(reader.read(a.path(), a.only()), reader.read(b.path(), b.only())));
  }

  /** Returns it for a terminal. */
  public String text(TextGrid grid) {
    return new ComparisonText(grid).render(comparison);
  }

  /** Returns it in GitHub's Markdown. */
  public String markdown() {
    return ComparisonMarkdown.render(comparison);
  }

  /** Returns a line for each number, every digit of it. */
  public String csv() {
    return ComparisonCsv.render(comparison);
  }

  /** Returns all that was found, for programs. */
  public String json() {
    return ComparisonJson.render(comparison);
  }
}
