package org.lowerbound.tools.bench;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The main class of a process that times one peer on one workload. */
final class PeerProcess {
  /** What is printed if the peer has no such workload. */
  static final String NONE = "none";

  private PeerProcess() {}

  /**
   * Prints the peer's version and, as the last line, the examples per second.
   *
   * @param arguments the peer's name, the workload's, and for how many seconds to measure
   */
  public static void main(String[] arguments) {
    System.exit(run(ServiceLoader.load(Peer.class), arguments, System.out, System.err));
  }

  /** Does the same with the peers there are; returns the exit status. */
  static int run(Iterable<Peer> peers, String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length != 3) {
      err.println("expected NAME WORKLOAD SECONDS but was given " + String.join(" ", arguments));
      return 2;
    }
    for (Peer peer : peers) {
      if (peer.name().equals(arguments[0])) {
        Duration duration = Duration.ofMillis(Math.round(1e3 * Double.parseDouble(arguments[2])));
        Optional<Double> rate = peer.examplesPerSecond(Workload.valueOf(arguments[1]), duration);
        out.println();
        out.println(peer.version());
        out.println(rate.map(value -> Double.toString(value)).orElse(NONE));
        return 0;
      }
    }
    err.println("there is no peer " + arguments[0] + ", only " + names(peers));
    return 2;
  }

  private static String names(Iterable<Peer> peers) {
    List<String> names = new ArrayList<>();
    peers.forEach(peer -> names.add(peer.name()));
    return names.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * What a process printed.
   *
   * @param version the version of the peer
   * @param examplesPerSecond the rate; empty if the peer has no such workload
   */
  record Reading(String version, Optional<Double> examplesPerSecond) {}

  /**
   * Returns what a process printed, after whatever else it had to say.
   *
   * @throws NumberFormatException if its last line is no rate
   */
  static Reading parse(String output) {
    ImmutableList<String> lines =
        output.lines().filter(line -> !line.isBlank()).collect(toImmutableList());
    String last = Iterables.getLast(lines, "");
    return new Reading(
        Iterables.get(lines.reverse(), 1, "").strip(),
        last.equals(NONE) ? Optional.empty() : Optional.of(Double.parseDouble(last)));
  }
}
