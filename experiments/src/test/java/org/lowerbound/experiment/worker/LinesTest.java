package org.lowerbound.experiment.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.training.TrialListener.Epoch;

class LinesTest {
  @Test
  void aLineIsReadAsItWasWritten() {
    Line task =
        Line.of(Word.TASK, "", Json.object().put("id", "0123").put("name", "a\nb \u2028 β"));
    assertEquals(Optional.of(task), Line.parse(task.toString()));
    assertEquals(1, task.toString().lines().count());
    Line cancel = Line.of(Word.CANCEL, "");
    assertEquals(Optional.of(cancel), Line.parse("cancel"));
    assertEquals("cancel", cancel.toString());
    Line busy = new Line(Word.BUSY, "0123", "");
    assertEquals(Optional.of(busy), Line.parse(busy.toString()));
    assertEquals(
        Optional.of(new Line(Word.READY, "", "17 0.1.0 abc-dirty")),
        Line.parse("ready 17 0.1.0 abc-dirty"));
  }

  @Test
  void anErrorOfSeveralLinesBecomesOne() {
    Line error = new Line(Word.ERROR, "0123", "no room\non the disk");
    assertEquals("error 0123 no room / on the disk", error.toString());
  }

  @Test
  void whatElseIsPrintedIsNoLine() {
    assertEquals(Optional.empty(), Line.parse("WARNING: nothing of ours"));
    assertEquals(Optional.empty(), Line.parse("READY 1"));
    assertEquals(Optional.empty(), Line.parse(""));
  }

  @Test
  void anEpochHasAllItsNumbersWhateverTheyAre() {
    Epoch epoch =
        new Epoch(
            3,
            1L << 40,
            2,
            ImmutableMap.of("bound", -13.1 / 3, "rate", Double.NaN),
            ImmutableMap.of("elbo", Double.NEGATIVE_INFINITY),
            ImmutableMap.of("beta", 1e-300),
            ImmutableDoubleArray.of(0.1, Double.POSITIVE_INFINITY));
    assertEquals(
        epoch, EpochJson.decode(Json.parse(Json.printLine(EpochJson.encode(epoch)), "an epoch")));
  }
}
