package org.lowerbound.tools.reproduce;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TextGrid;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.tools.bench.Installation;
import org.lowerbound.tools.compare.TableTrials;

/** Makes a table again, and says how it came out. */
public final class Reproduce {
  private static final String TABLE = "table.json";

  private final Reproduction reproduction;
  private final Optional<Path> kept;

  private Reproduce(Reproduction reproduction, Optional<Path> kept) {
    this.reproduction = reproduction;
    this.kept = kept;
  }

  /**
   * How a table is made again.
   *
   * @param out where results go; a temporary folder if not given
   * @param only which trials; all that the table has if not given
   * @param jobs how many trials run side by side; what the runner chooses if not given
   * @param data where data sets are; where the runner looks if not given
   * @param runner the {@code runner.jar}; the one beside this program if not given
   * @param tolerance what counts as the same
   */
  public record Options(
      Optional<Path> out,
      Optional<String> only,
      Optional<Integer> jobs,
      Optional<String> data,
      Optional<Path> runner,
      Tolerance tolerance) {}

  /**
   * Runs a table's sweep again, and compares.
   *
   * @param file the table
   * @param say hears what is done, before it takes its time
   * @throws ResultException if the table cannot be read, or cannot be made again
   * @throws org.lowerbound.experiment.config.ConfigException if the selector or the sweep is wrong
   * @throws java.util.concurrent.CancellationException if it was stopped
   */
  public static Reproduce of(Path file, Options options, Consumer<String> say) {
    ResultTable then = ResultTableJson.read(file);
    Path folder = TableTrials.folder(file);
    SweepChoice choice =
        SweepChoice.of(
            then.provenance().making().command(), folder.resolve("sweep.json"), Path.of(""));
    Optional<String> only = options.only.or(choice::only);
    ImmutableSet<String> chosen = chosen(then, file, only);
    options.out.ifPresent(out -> checkApart(out, folder));
    Path out = options.out.orElseGet(Reproduce::temporary);
    ImmutableList<String> command = command(choice, options, only, out);
    if (Files.exists(out.resolve(choice.name()).resolve(TABLE))) {
      say.accept(out + " has results already: trials that are finished there do not run again");
    }
    say.accept("running " + choice.why());
    boolean ended = false;
    boolean same = false;
    try {
      RunnerProcess.run(command);
      ended = true;
      Path again = out.resolve(choice.name()).resolve(TABLE);
      if (!Files.isRegularFile(again)) {
        throw new ResultException(
            "no trial of the new run has a result, so there is nothing to compare");
      }
      ResultTable now = ResultTableJson.read(again);
      Reproduction reproduction =
          new Reproduction(
              file,
              again,
              then,
              now,
              new Matching(options.tolerance).rows(then, now, chosen),
              options.tolerance,
              choice.why());
      same = !reproduction.failed();
      return new Reproduce(
          reproduction,
          Optional.of(out).filter(o -> options.out.isEmpty() && reproduction.failed()));
    } finally {
      if (options.out.isEmpty() && (same || !ended)) {
        delete(out);
      }
    }
  }

  private static ImmutableList<String> command(
      SweepChoice choice, Options options, Optional<String> only, Path out) {
    ImmutableList.Builder<String> command = ImmutableList.builder();
    command.addAll(
        options
            .runner
            .map(jar -> Installation.runnerOf(ImmutableList.of(), jar, choice.plugins()))
            .orElseGet(
                () ->
                    Installation.current("reproduce")
                        .runner(ImmutableList.of(), choice.plugins())));
    command.addAll(choice.arguments()).add("--out", out.toString());
    only.ifPresent(selector -> command.add("--only", selector));
    options.jobs.ifPresent(jobs -> command.add("--jobs", Integer.toString(jobs)));
    options.data.ifPresent(data -> command.add("--data", data));
    return command.build();
  }

  /** Returns the keys of the trials that are to run. */
  private static ImmutableSet<String> chosen(ResultTable table, Path file, Optional<String> only) {
    List<Selector.Candidate> all = TableTrials.of(table, file).candidates();
    List<Integer> places =
        only.map(text -> Selector.parse(text).choose(all))
            .orElseGet(() -> IntStream.range(0, all.size()).boxed().collect(toImmutableList()));
    return places.stream()
        .map(place -> TableTrials.key(all.get(place).overrides()))
        .collect(toImmutableSet());
  }

  /** Nothing is written over the table, and no training beside it is taken for one made again. */
  private static void checkApart(Path out, Path folder) {
    Path there = real(out);
    Path results = real(folder);
    if (there.startsWith(results) || there.equals(results.getParent())) {
      throw new ResultException(
          "--out %s is where the table and what made it are; another folder is needed"
              .formatted(out));
    }
  }

  private static Path real(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    try {
      return Files.exists(whole) ? whole.toRealPath() : whole;
    } catch (IOException e) {
      return whole;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("lowerbound-reproduce");
    } catch (IOException e) {
      throw new ResultException(
          "no folder can be made for temporary files: " + WholeFiles.reason(e), e);
    }
  }

  private static void delete(Path folder) {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new ResultException("cannot remove " + folder + ": " + WholeFiles.reason(e), e);
    }
  }

  /** Returns it for a terminal. */
  public String text(TextGrid grid) {
    return new ReproductionText(grid).render(reproduction);
  }

  /** Returns what is wrong, a line; none if all came out as it was, or within rounding. */
  public ImmutableList<String> problems() {
    return reproduction.failed()
        ? ImmutableList.of("the table did not come out as it was")
        : ImmutableList.of();
  }

  /** Returns where the results are that were not deleted, a line. */
  public ImmutableList<String> remarks() {
    return kept.stream()
        .map(folder -> "the results are kept in " + folder)
        .collect(toImmutableList());
  }
}
