package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Estimate;

final class FindingNotesTest {
  private static final Estimate FOUND =
      Samples.estimate(1).saying(ImmutableList.of("Unit 1 is collapsed.", "It was so early."));

  private static ResultTable table(int rows) {
    return Samples.builder(Optional.empty(), Samples.NLL, Samples.MIG)
        .build(
            IntStream.range(0, rows)
                .mapToObj(
                    row ->
                        Samples.trial(
                            "{\"case\": \"row %d\"}".formatted(row),
                            TrialStatus.COMPLETED,
                            ImmutableMap.of("nll", FOUND, "mig", Samples.estimate(0.5))))
                .collect(ImmutableList.toImmutableList()));
  }

  @Test
  void aNoteSaysWhatWasFoundOfARow() {
    assertEquals(
        ImmutableList.of(
            "nll (row 0): Unit 1 is collapsed. It was so early.",
            "nll (row 1): Unit 1 is collapsed. It was so early."),
        FindingNotes.of(table(2)));
    assertEquals(
        ImmutableList.of("nll: Unit 1 is collapsed. It was so early."), FindingNotes.of(table(1)));
  }

  @Test
  void ofManyRowsTheFirstAreSaid() {
    ImmutableList<String> notes = FindingNotes.of(table(9));
    assertEquals(7, notes.size());
    assertEquals("3 more findings are in the trials' result.json.", notes.get(6));
  }

  @Test
  void theMeanOfTrialsSaysWhatWasFoundOfEachOnce() {
    Estimate other = Samples.estimate(3).saying(ImmutableList.of("Unit 2 is collapsed."));
    assertEquals(
        ImmutableList.of("Unit 1 is collapsed.", "It was so early.", "Unit 2 is collapsed."),
        Cell.of(ImmutableList.of(FOUND, other, FOUND)).caveats().findings());
  }
}
