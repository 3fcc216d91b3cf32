package org.lowerbound.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.tools.bench.PeersPart.Reading;

final class PeersPartTest {
  @Test
  void theLastLineIsTheAnswer() {
    assertEquals(
        Optional.of(new Reading("Other", "1.0 (x)", Optional.of(12.5))),
        Reading.parse("a greeting\nOther\t1.0 (x)\t12.5\n"));
  }

  @Test
  void aPeerMayLackAWorkload() {
    assertEquals(
        Optional.of(new Reading("Other", "1.0", Optional.empty())),
        Reading.parse("Other\t1.0\tnone\n"));
  }

  @Test
  void whatIsNoAnswerGivesNone() {
    assertEquals(Optional.empty(), Reading.parse(""));
    assertEquals(Optional.empty(), Reading.parse("Other 1.0 12.5"));
  }
}
