package org.lowerbound.experiment.result;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.experiment.result.Samples.completed;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Dominance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.WeightTails;

/** Means that are not to be taken at their word, as tables show them. */
class CaveatTableTest {
  private static final Column ELBO = new Column("elbo", "nats", Better.HIGHER, "Lower bound");

  /** Three rows: a collapsed model on few images, one whose draws miss, one without a blemish. */
  static ResultTable table() {
    return Samples.builder(Optional.empty(), ELBO, Samples.NLL, Samples.MIG)
        .build(
            ImmutableList.of(
                completed(
                    "{\"case\": \"collapsed\"}",
                    ImmutableMap.of(
                        "elbo",
                        with(estimate(-333, 159), none(), dominance(0.985), OptionalDouble.empty()),
                        "nll",
                        estimate(120, 2),
                        "mig",
                        byChance(0.4375, 0.25, 0.125))),
                completed(
                    "{\"case\": \"narrow\"}",
                    ImmutableMap.of(
                        "elbo",
                        estimate(-152, 5),
                        "nll",
                        with(estimate(130, 2), none(), Optional.empty(), OptionalDouble.of(0.75)),
                        "mig",
                        byChance(0.125, 0.015625, 0.0078125))),
                completed(
                    "{\"case\": \"good\"}",
                    ImmutableMap.of(
                        "elbo",
                        estimate(-140, 5),
                        "nll",
                        estimate(110, 2),
                        "mig",
                        byChance(0.0625, 0.03125, 0.03125)))));
  }

  private static Optional<Chance> none() {
    return Optional.empty();
  }

  private static Optional<Dominance> dominance(double share) {
    return Optional.of(new Dominance(1, share));
  }

  private static Estimate with(
      Estimate estimate,
      Optional<Chance> chance,
      Optional<Dominance> dominance,
      OptionalDouble weight) {
    return new Estimate(
        estimate.value(),
        estimate.standardError(),
        estimate.n(),
        new Caveats(chance, dominance, weight));
  }

  private static Estimate byChance(double value, double mean, double deviation) {
    return with(
        estimate(value),
        Optional.of(new Chance(mean, deviation)),
        Optional.empty(),
        OptionalDouble.empty());
  }

  @Test
  void signsStandBehindMeansAndNotesSayWhatTheyMean() {
    assertEquals(
        """
        collapsed -330 ± 160 † 120.0 ± 2.0 0.4375 ‡ 1
        narrow -152.0 ± 5.0 130.0 ± 2.0 § 0.1250* 1
        good -140.0 ± 5.0* 110.0 ± 2.0* 0.06250 ‡ 1

        ±: standard error over the test examples of one trial.
        *: the best mean of its column, and any that equals it in the digits shown, but none by\
         chance; none where all are equal; no test of significance.
        †: a few examples have more than half of the squared deviations, so that another sample may\
         give another mean and error; the largest share is 98% of one example in elbo (collapsed).
        ‡: no better, by two standard deviations, than if there were nothing to find. By chance: mig\
         0.0156 ± 0.0078 to 0.25 ± 0.13.
        §: one draw of each example has more than half of the weight, so that the number is a loose\
         bound; the largest share is 75% in nll (narrow).
        """,
        new TextTable(true, false)
            .render(table())
            .lines()
            .skip(4)
            .filter(line -> !line.startsWith("Lowerbound"))
            .map(line -> line.replaceAll(" +", " ") + "\n")
            .collect(joining()));
  }

  @Test
  void heavyTailsOfManyExamplesAreMarkedAndThoseOfFewAreNot() {
    ResultTable table =
        Samples.builder(Optional.empty(), Samples.NLL)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"a\"}", Map.of("nll", heavy(90, 40, 12.25))),
                    completed("{\"case\": \"b\"}", Map.of("nll", heavy(80, 5, 2000)))));
    String text = new TextTable(true, false).render(table);
    assertTrue(text.contains("90.0 ± 1.0 ¶"), text);
    assertTrue(text.lines().anyMatch(line -> line.startsWith("b ") && !line.contains("¶")), text);
    assertTrue(
        text.contains(
            "¶: the importance weights of so many examples have a heavy tail (Pareto's k above the"
                + " threshold) that the number may be far off, with an error that is not known and"
                + " that more draws make little smaller: 40 of 100 examples (k > 0.70, on average"
                + " 12.3 effective draws) in nll (a)."),
        text);
    String plain = new TextTable(false, false).render(table);
    assertTrue(CharMatcher.ascii().matchesAllOf(plain), plain);
    assertTrue(plain.contains("90.0 +/- 1.0 #"), plain);
  }

  private static Estimate heavy(double value, int heavy, double effective) {
    return new Estimate(value, OptionalDouble.of(1), 100)
        .ofWeights(new WeightTails(heavy, 100, 0.7, effective));
  }

  @Test
  void plainTerminalsHaveSignsToo() {
    String text = new TextTable(false, false).render(table());
    assertTrue(CharMatcher.ascii().matchesAllOf(text), text);
    assertTrue(text.contains("-330 +/- 160 !"), text);
    assertTrue(text.contains("0.4375 ?"), text);
    assertTrue(text.contains("?: no better"), text);
  }

  @Test
  void withoutABlemishThereAreNoSigns() {
    String text = new TextTable(true, false).render(Samples.table());
    assertTrue(CharMatcher.anyOf("†‡§").matchesNoneOf(text), text);
    assertFalse(text.contains("chance"), text);
  }

  @Test
  void allByChanceHasNoBest() {
    ResultTable table =
        Samples.builder(Optional.empty(), Samples.MIG)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"a\"}", Map.of("mig", byChance(0.5, 0.4, 0.1))),
                    completed("{\"case\": \"b\"}", Map.of("mig", byChance(0.1, 0.1, 0.1)))));
    assertTrue(BestRows.of(table, Samples.MIG, CellFormat.DEFAULT).isEmpty());
    assertTrue(new TextTable(true, false).render(table).contains("By chance: mig 0.10 ± 0.10 to"));
  }

  @Test
  void whatWouldBeChanceInOneTrialIsNoneInTheMeanOfMany() {
    List<Estimate> trials = Collections.nCopies(9, byChance(0.5, 0.4, 0.09));
    assertEquals(
        List.of(CaveatMark.CHANCE),
        CaveatMark.of(Cell.of(trials.subList(0, 1)), Samples.MIG).asList());
    assertEquals(List.of(), CaveatMark.of(Cell.of(trials), Samples.MIG).asList());
  }

  @Test
  void whatANumberIsAtBestIsSaid() {
    ResultTable table =
        Samples.builder(Optional.empty(), Samples.MIG)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"a\"}", Map.of("mig", estimate(0.5).ofIdeal(0.9375))),
                    completed("{\"case\": \"b\"}", Map.of("mig", estimate(0.1).ofIdeal(0.96)))));
    String text = new TextTable(true, false).render(table);
    assertTrue(text.contains("At best, on the same examples: mig 0.9375 to 0.9600."), text);
    assertFalse(new TextTable(true, false).render(Samples.table()).contains("At best"));
  }
}
