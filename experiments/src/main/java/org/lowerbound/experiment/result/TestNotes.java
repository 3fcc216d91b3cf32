package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.statistics.Correction;
import org.lowerbound.experiment.statistics.PairedTest;

/** The notes that say how rows were tested, and what the tests cannot show. */
final class TestNotes {
  /** With fewer pairs nobody sees whether their differences are normal. */
  private static final int FEW_PAIRS = 6;

  private TestNotes() {}

  /** Returns the notes. */
  static ImmutableList<String> of(ResultTable table, RowTests tests) {
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    notes.add(signs(table, tests) + " " + method(tests));
    String limits =
        Stream.of(baseline(tests), few(tests), untested(tests))
            .filter(sentence -> !sentence.isEmpty())
            .collect(joining(" "));
    if (!limits.isEmpty()) {
      notes.add(limits);
    }
    return notes.build();
  }

  private static String signs(ResultTable table, RowTests tests) {
    ImmutableSet<TestMark> possible =
        tests.tests().stream()
            .flatMap(
                test ->
                    test.column().better() == Better.NEITHER
                        ? Stream.of(TestMark.DIFFERENT)
                        : Stream.of(TestMark.BETTER, TestMark.WORSE))
            .sorted()
            .collect(toImmutableSet());
    String against =
        tests.given().isPresent()
            ? "the baseline, " + table.rows().get(tests.given().getAsInt()).label()
            : "the best row of the column";
    return possible.stream().map(mark -> mark.sign() + " " + mark.word()).collect(joining(", "))
        + " than "
        + against
        + (tests.tests().stream()
                .anyMatch(test -> tests.mark(test.row(), test.column()).isPresent())
            ? ":"
            : " (found in no row):");
  }

  private static String method(RowTests tests) {
    TestPlan plan = tests.plan();
    int count = tests.count();
    String least = pairs(tests, false);
    String most = pairs(tests, true);
    return "%s, two-sided, p at most %s %s; %s pairs of trials each that agree in their seed."
        .formatted(
            plan.test().title(),
            plan.level(),
            plan.correction() == Correction.NONE
                ? "with no correction for %s".formatted(comparisons(count))
                : "after %s for %s".formatted(plan.correction().title(), comparisons(count)),
            least.equals(most) ? least : least + " to " + most);
  }

  private static String comparisons(int count) {
    return count == 1 ? "1 comparison" : count + " comparisons";
  }

  /** Returns the number of pairs of the test that has the fewest or the most of them. */
  private static String pairs(RowTests tests, boolean most) {
    var pairs = tests.tests().stream().mapToInt(RowTest::pairs).filter(n -> n > 1);
    return Integer.toString((most ? pairs.max() : pairs.min()).orElseThrow());
  }

  private static String baseline(RowTests tests) {
    return tests.given().isPresent()
        ? ""
        : "The best row was chosen by the same numbers, which makes its p values too small; a baseline"
            + " that is named beforehand has no such fault.";
  }

  private static String few(RowTests tests) {
    int pairs = Integer.parseInt(pairs(tests, true));
    if (tests.plan().test() == PairedTest.PAIRED_T) {
      return pairs < FEW_PAIRS
          ? "The t test takes the differences for normal, which %d pairs cannot show."
              .formatted(pairs)
          : "";
    }
    // As small as all of them can be together.
    double p = tests.plan().test().leastP(pairs);
    double corrected =
        tests
            .plan()
            .correction()
            .adjust(DoubleStream.generate(() -> p).limit(Math.max(1, tests.count())).toArray())[0];
    return corrected > tests.plan().level()
        ? "The least p that %d pairs can give is %s%s: no difference can be found, however large."
            .formatted(
                pairs,
                text(p),
                corrected == p ? "" : ", and %s after the correction".formatted(text(corrected)))
        : "";
  }

  private static String untested(RowTests tests) {
    long without = tests.tests().stream().filter(test -> test.pValue().isEmpty()).count();
    long fewer = tests.tests().stream().filter(test -> test.pairs() < 2).count();
    if (without == 0) {
      return "";
    }
    return "Not tested: "
        + Stream.of(
                part(fewer, "without two pairs"),
                part(without - fewer, "whose differences are all the same"))
            .filter(part -> !part.isEmpty())
            .collect(joining(", "))
        + ".";
  }

  private static String part(long count, String what) {
    return count == 0 ? "" : count + " " + what;
  }

  private static String text(double p) {
    return RowLabel.decimal(new BigDecimal(p).round(new MathContext(3)));
  }
}
