package org.lowerbound.tools.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.tools.bench.PeerProcess.Reading;

class PeerProcessTest {
  /** Trains only, and tells how long it was allowed to. */
  private static final class Fake implements Peer {
    @Override
    public String name() {
      return "Fake";
    }

    @Override
    public String version() {
      return "1.2 (a)";
    }

    @Override
    public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
      return workload.training() ? Optional.of((double) duration.toMillis()) : Optional.empty();
    }
  }

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        PeerProcess.run(
            ImmutableList.of(new Fake()),
            arguments,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8).strip());
  }

  @Test
  void printsTheRate() {
    Outcome outcome = run("Fake", "W1", "2.5");
    assertEquals(0, outcome.status());
    assertEquals(new Reading("1.2 (a)", Optional.of(2500.0)), PeerProcess.parse(outcome.out()));
  }

  @Test
  void printsThatThereIsNoSuchWorkload() {
    Outcome outcome = run("Fake", "W3", "1");
    assertEquals(0, outcome.status());
    assertEquals(new Reading("1.2 (a)", Optional.empty()), PeerProcess.parse(outcome.out()));
  }

  @Test
  void aPeerMaySayWhatItWantsBefore() {
    assertEquals(
        new Reading("2", Optional.of(12.5)),
        PeerProcess.parse("loading 3 libraries\nno newline\n2\n12.5\n\n"));
    assertThrows(NumberFormatException.class, () -> PeerProcess.parse("loading\n"));
    assertThrows(NumberFormatException.class, () -> PeerProcess.parse(""));
  }

  @Test
  void badUsageIsAnError() {
    assertEquals(
        new Outcome(2, "", "there is no peer Other, only [Fake]"), run("Other", "W1", "1"));
    assertEquals(
        new Outcome(2, "", "expected NAME WORKLOAD SECONDS but was given Fake"), run("Fake"));
  }
}
