package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.TestPlan;
import org.lowerbound.experiment.statistics.Correction;
import org.lowerbound.experiment.statistics.PairedTest;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.tools.compare.TableTrials;

/** How rows of a table are tested against one of them. */
final class TestOptions {
  private static final String NO_TEST = "none";

  static final ImmutableList<String> TESTS =
      Stream.concat(Arrays.stream(PairedTest.values()).map(PairedTest::label), Stream.of(NO_TEST))
          .collect(toImmutableList());

  static final ImmutableList<String> CORRECTIONS =
      Arrays.stream(Correction.values()).map(Correction::label).collect(toImmutableList());

  @Parameter(
      names = "--test",
      description =
          "Mark rows that differ from a baseline row, over trials paired by seed: paired-t, wilcoxon"
              + " or none")
  private String test = NO_TEST;

  @Parameter(
      names = "--baseline",
      description =
          "The row to test against: path=value,path=value; by default the first of a sorted table,"
              + " or the best of each column")
  private String baseline;

  @Parameter(
      names = "--correction",
      description =
          "What is made of the p values of all rows and columns: holm, bonferroni,"
              + " benjamini-hochberg or none")
  private String correction;

  @Parameter(
      names = "--level",
      description = "The corrected p up to which a difference is marked; 0.05 if not given")
  private Double level;

  /**
   * Returns how rows are tested, if they are.
   *
   * @throws ParameterException if an option is wrong, or would do nothing
   */
  Optional<TestPlan> plan() {
    if (!TESTS.contains(test)) {
      throw new ParameterException(Names.unknown("--test", test, TESTS));
    }
    if (test.equals(NO_TEST)) {
      refuse("--baseline", baseline);
      refuse("--correction", correction);
      refuse("--level", level);
      return Optional.empty();
    }
    if (level != null && !(level > 0 && level < 1)) {
      throw new ParameterException("--level must be between 0 and 1 but is " + level);
    }
    return Optional.of(
        new TestPlan(
            PairedTest.of(test).orElseThrow(),
            correction == null
                ? Correction.HOLM
                : Correction.of(correction)
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                Names.unknown("--correction", correction, CORRECTIONS))),
            level == null ? 0.05 : level));
  }

  private static void refuse(String option, Object value) {
    if (value != null) {
      throw new ParameterException(option + " does nothing without --test");
    }
  }

  /**
   * Returns the place of the baseline row, if one was given.
   *
   * @param file where the table is
   */
  OptionalInt baseline(ResultTable table, Path file) {
    if (baseline == null) {
      return OptionalInt.empty();
    }
    TableTrials trials = TableTrials.of(table, file);
    ImmutableSet<Integer> rows =
        Selector.parse("--baseline", baseline).choose(trials.candidates()).stream()
            .map(trials::row)
            .collect(toImmutableSet());
    if (rows.size() > 1) {
      throw new ParameterException(
          "--baseline %s is %d rows, but must be one: %s"
              .formatted(
                  baseline,
                  rows.size(),
                  rows.stream().map(row -> table.rows().get(row).label()).collect(joining("; "))));
    }
    return OptionalInt.of(rows.iterator().next());
  }
}
