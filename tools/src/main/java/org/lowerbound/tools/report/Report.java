package org.lowerbound.tools.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.AtomicFiles;

/**
 * Writes a sweep as one page.
 *
 * @param reader reads the sweep
 * @param path the sweep's folder, or a {@code table.json}
 * @param out the page
 * @param figures how many pictures it takes
 */
public record Report(ReportReader reader, Path path, Path out, FigureLimit figures) {
  /**
   * Writes the page as the sweep stands.
   *
   * @return what there is to say of it, a line
   * @throws org.lowerbound.experiment.result.ResultException if there is no sweep, or the page
   *     cannot be written
   */
  public String write() {
    SweepReport report = reader.read(path);
    int bytes = write(report, Optional.empty());
    return "%s: a page of %d trials, %d kB%n"
        .formatted(out, report.trials().size(), Math.round(bytes / 1000.0));
  }

  /** Writes a page, whole or not at all, and returns how large it is. */
  int write(SweepReport report, Optional<ReportPage.Following> following) {
    byte[] page = new ReportPage(figures, following).render(report).getBytes(UTF_8);
    AtomicFiles.write(out, page);
    return page.length;
  }
}
