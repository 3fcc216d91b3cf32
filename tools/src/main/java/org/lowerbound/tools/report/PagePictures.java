package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.each;
import static j2html.TagCreator.tag;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialFiles;

/**
 * The pictures of a page, each kept once and shown wherever it belongs: among those of the sweep,
 * and on its trial's page.
 *
 * @param byFile the pictures that the page has
 * @param names the names of their places on the page
 * @param found how many there would be
 */
record PagePictures(
    ImmutableMap<Path, PagePicture> byFile, ImmutableMap<Path, String> names, int found) {

  /**
   * Reads the pictures of a sweep, as many as the limit allows: first those beside the table, then
   * those of the first trial of each row, then of the second.
   *
   * @throws ResultException if a file cannot be read
   */
  static PagePictures of(SweepReport report, FigureLimit limit) {
    ImmutableList<Path> files =
        Stream.concat(
                report.sheets().stream(),
                report.trials().stream()
                    .sorted(Comparator.comparingInt(ReportTrial::place))
                    .flatMap(
                        trial ->
                            trial.figures().stream()
                                .map(name -> TrialFiles.figure(trial.folder(), name))))
            .collect(toImmutableList());
    ImmutableMap.Builder<Path, PagePicture> taken = ImmutableMap.builder();
    ImmutableMap.Builder<Path, String> names = ImmutableMap.builder();
    long bytes = 0;
    int count = 0;
    for (Path file : files) {
      try {
        if (count < limit.most() && Files.size(file) <= limit.bytes() - bytes) {
          byte[] content = Files.readAllBytes(file);
          Optional<PagePicture> picture = PagePicture.of(content);
          if (picture.isPresent()) {
            taken.put(file, picture.get());
            names.put(file, "picture-" + count++);
            bytes += content.length;
          }
        }
      } catch (IOException e) {
        throw new ResultException("cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return new PagePictures(taken.buildOrThrow(), names.buildOrThrow(), files.size());
  }

  /** Returns how many are left out. */
  int leftOut() {
    return found - byFile.size();
  }

  /** Returns what holds the pictures; nothing of it is seen. */
  DomContent store() {
    return tag("svg")
        .withClass("store")
        .attr("aria-hidden", "true")
        .with(
            tag("defs")
                .with(
                    each(
                        names.keySet().asList(),
                        file -> image(names.get(file), byFile.get(file)))));
  }

  private static DomContent image(String name, PagePicture picture) {
    return tag("image")
        .withId(name)
        .attr("width", picture.width())
        .attr("height", picture.height())
        .attr("style", "image-rendering: pixelated")
        .attr("href", picture.data());
  }

  /**
   * Shows a picture; nothing if the page does not have it.
   *
   * @param words what it shows, for those who do not see it
   */
  Optional<DomContent> show(Path file, String words) {
    return Optional.ofNullable(byFile.get(file))
        .map(
            picture ->
                tag("svg")
                    .withClass("picture")
                    .attr("viewBox", "0 0 %d %d".formatted(picture.width(), picture.height()))
                    .attr("width", picture.width())
                    .attr("height", picture.height())
                    .attr("role", "img")
                    .attr("aria-label", PlainText.oneLine(words))
                    .with(tag("use").attr("href", "#" + names.get(file))));
  }
}
