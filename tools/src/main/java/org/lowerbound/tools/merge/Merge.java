package org.lowerbound.tools.merge;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.file.WholeFiles;

/**
 * Joins results into one folder, once it is sure that they belong together. The folder is made
 * beside its place and moved there when it is whole.
 */
public final class Merge {
  private static final String SWEEP = "sweep.json";
  private static final String TABLE = "table.json";

  private final ImmutableList<MergeSource> sources;
  private final Path out;
  private final boolean tableOnly;
  private final Optional<JsonNode> united;
  private final boolean same;
  private final ImmutableList<SourceTrial> trials;

  private Merge(
      ImmutableList<MergeSource> sources, Path out, boolean tableOnly, Optional<String> preferred) {
    this.sources = sources;
    this.out = out;
    this.tableOnly = tableOnly;
    ImmutableList<JsonNode> sweeps =
        sources.stream()
            .flatMap(source -> source.sweep().stream())
            .map(Sweep::toJson)
            .collect(toImmutableList());
    boolean all = sweeps.size() == sources.size();
    this.same = all && sweeps.stream().map(Json::canonical).distinct().count() == 1;
    this.united = all ? UnitedSweep.of(sweeps) : Optional.empty();
    new Belonging(sources).check(same);
    this.trials = new TrialChoice(preferred).of(sources);
  }

  /**
   * What was made.
   *
   * @param words says it in a line
   * @param remarks what there is to know of it, in sentences
   */
  public record Made(String words, ImmutableList<String> remarks) {}

  /**
   * Merges.
   *
   * @param paths sweeps' folders or their tables, two or more
   * @param out the folder to make; it may be there if it is empty
   * @param tableOnly whether trials are left where they are
   * @param preferred of which result a trial's numbers are taken where they differ by rounding
   * @throws ResultException if they do not belong together, or cannot be read or written; nothing
   *     is left behind
   */
  public static Made run(
      List<String> paths, Path out, boolean tableOnly, Optional<String> preferred) {
    checkFree(out);
    ImmutableList.Builder<MergeSource> sources = ImmutableList.builder();
    for (int i = 0; i < paths.size(); i++) {
      sources.add(SourceReader.read(paths.get(i), i));
    }
    ImmutableList<MergeSource> read = sources.build();
    if (!tableOnly) {
      read.stream()
          .filter(source -> !source.hasFolders())
          .findFirst()
          .ifPresent(
              source -> {
                throw new ResultException(
                    "%s has not the folders of all trials that its table has; --table-only merges the tables alone"
                        .formatted(source.name()));
              });
    }
    return new Merge(read, out, tableOnly, preferred).write();
  }

  private static void checkFree(Path out) {
    try {
      if (Files.isRegularFile(out)) {
        throw new ResultException("--out must be a folder, but %s is a file".formatted(out));
      }
      if (Files.isDirectory(out)) {
        try (Stream<Path> files = Files.list(out)) {
          if (files.findAny().isPresent()) {
            throw new ResultException(
                "%s is there and not empty; --out takes a new folder".formatted(out));
          }
        }
      }
    } catch (IOException e) {
      throw new ResultException("cannot read " + out + ": " + WholeFiles.reason(e), e);
    }
  }

  private Made write() {
    Path place = out.toAbsolutePath().normalize();
    Path staging =
        place.resolveSibling("." + place.getFileName() + ".merging-" + UUID.randomUUID());
    try {
      Files.createDirectories(staging);
      try {
        ResultTable table = writeTable(staging, place.getFileName().toString());
        if (!tableOnly) {
          copyTrials(staging);
        }
        Files.deleteIfExists(place);
        Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        return new Made(words(table), remarks(table));
      } finally {
        if (Files.exists(staging)) {
          MoreFiles.deleteRecursively(staging, RecursiveDeleteOption.ALLOW_INSECURE);
        }
      }
    } catch (IOException e) {
      throw new ResultException("cannot write " + out + ": " + WholeFiles.reason(e), e);
    }
  }

  private ResultTable writeTable(Path staging, String name) {
    Optional<Sweep> sweep = writeSweeps(staging);
    ResultTable table = new MergedTable(sources, trials, sweep, same, name).table();
    ResultTableJson.write(staging.resolve(TABLE), table);
    return table;
  }

  /** Writes the one sweep, or where there is none those of all sources, and returns the one. */
  private Optional<Sweep> writeSweeps(Path staging) {
    if (united.isPresent()) {
      AtomicFiles.write(staging.resolve(SWEEP), Json.print(united.get()));
      return Optional.of(SweepFile.read(staging.resolve(SWEEP)));
    }
    int number = 1;
    for (MergeSource source : sources) {
      Path file = staging.resolve("sweeps").resolve("%d.json".formatted(number++));
      source.sweep().ifPresent(sweep -> AtomicFiles.write(file, Json.print(sweep.toJson())));
    }
    return Optional.empty();
  }

  private void copyTrials(Path staging) throws IOException {
    for (SourceTrial trial : trials) {
      if (trial.folder().isPresent()) {
        copy(trial.folder().get(), TrialFiles.folder(staging, trial.id()));
      }
    }
  }

  /** All but locks and what a process that was killed has left half written. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        String name = file.getFileName().toString();
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!name.equals(".lock") && !name.endsWith(".tmp")) {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private String words(ResultTable table) {
    return "%s: %d trials in %d %s, of %s%s%n"
        .formatted(
            out,
            trials.size(),
            table.rows().size(),
            table.rows().size() == 1 ? "row" : "rows",
            String.join(", ", sources.stream().map(MergeSource::name).toList()),
            tableOnly ? "; the table alone" : "");
  }

  private ImmutableList<String> remarks(ResultTable table) {
    ImmutableList.Builder<String> remarks = ImmutableList.builder();
    if (united.isEmpty()) {
      remarks.add(
          "the sweeps differ in more than the values of one axis, or have no files: there is no"
              + " sweep.json; what there is of theirs is in sweeps/");
    }
    long met = sources.stream().mapToLong(source -> source.trials().size()).sum();
    long run =
        sources.stream()
            .flatMap(source -> source.trials().stream())
            .filter(trial -> trial.numbers().isPresent())
            .count();
    long kept = trials.stream().filter(trial -> trial.numbers().isPresent()).count();
    if (met > trials.size() && run > kept) {
      remarks.add(
          "%d results of trials that others have, too, were taken once".formatted(run - kept));
    }
    int missing = table.rows().stream().mapToInt(TableRow::missing).sum();
    if (missing > 0) {
      remarks.add("%d of %d trials have no result in any".formatted(missing, trials.size()));
    }
    var builds = table.provenance().builds();
    if (builds.size() > 1) {
      remarks.add(
          "numbers are of %d builds: %s"
              .formatted(
                  builds.size(),
                  String.join(", ", builds.stream().map(BuildInfo::shortCommit).toList())));
    }
    if (table.provenance().hosts().size() > 1) {
      remarks.add(
          "numbers are of %d kinds of machines or Javas"
              .formatted(table.provenance().hosts().size()));
    }
    ImmutableSet<String> partial = partialColumns();
    if (!partial.isEmpty()) {
      remarks.add("not in all results: " + String.join(", ", partial));
    }
    return remarks.build();
  }

  private ImmutableSet<String> partialColumns() {
    ImmutableList<ImmutableSet<String>> columns =
        sources.stream()
            .map(
                source ->
                    source.table().columns().stream()
                        .map(Column::name)
                        .collect(ImmutableSet.toImmutableSet()))
            .collect(toImmutableList());
    ImmutableSet<String> all =
        columns.stream().flatMap(ImmutableSet::stream).collect(ImmutableSet.toImmutableSet());
    return Sets.filter(all, name -> !columns.stream().allMatch(some -> some.contains(name)))
        .stream()
        .collect(ImmutableSet.toImmutableSet());
  }
}
