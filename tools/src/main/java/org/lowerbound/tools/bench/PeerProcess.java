package org.lowerbound.tools.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.lowerbound.experiment.console.FixedLocale;

/**
 * The program of a process that times one peer. Its class path holds one {@link Peer}; its
 * arguments are a {@link Workload} and for how many seconds to time it. It prints one line, {@code
 * name<TAB>version<TAB>rate}, with {@code none} for the rate of a workload that the peer lacks.
 */
public final class PeerProcess {
  /** What stands in the place of the rate of a workload that the peer does not have. */
  public static final String NONE = "none";

  private PeerProcess() {}

  /** Times the peer and ends the process: with status 0, or with 1 and one line of error. */
  public static void main(String[] args) {
    FixedLocale.use();
    PrintStream out = System.out;
    // A library that greets its user must not do so amid the answer.
    System.setOut(System.err);
    System.exit(run(args, PeerProcess.class.getClassLoader(), out, System.err));
  }

  /**
   * Times the one peer that a class loader knows.
   *
   * @param args the workload's name and the seconds
   * @param loader knows the peer as a service
   * @param out where the answer goes
   * @param err where an error goes, as one line
   * @return the exit status: 0 if there is an answer, else 1
   */
  static int run(String[] args, ClassLoader loader, PrintStream out, PrintStream err) {
    try {
      if (args.length != 2) {
        throw new IllegalArgumentException(
            "needs a workload and seconds, not " + Arrays.toString(args));
      }
      Workload workload = workload(args[0]);
      Duration duration = seconds(args[1]);
      Peer peer = onlyPeer(loader);
      Optional<Double> rate = peer.examplesPerSecond(workload, duration);
      rate.ifPresent(r -> checkRate(peer, workload, r));
      String shown = rate.map(r -> Double.toString(r)).orElse(NONE);
      out.println(String.join("\t", peer.name(), peer.version(), shown));
      out.flush();
      return 0;
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      // A peer is foreign code with natives: whatever it breaks by is told in a line.
      err.println("peer: " + describe(e).replaceAll("\\s*\\R\\s*", " "));
      return 1;
    }
  }

  private static Workload workload(String name) {
    return Arrays.stream(Workload.values())
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown workload '"
                        + name
                        + "'. Known: "
                        + Arrays.toString(Workload.values())));
  }

  private static Duration seconds(String text) {
    double seconds;
    try {
      seconds = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      seconds = Double.NaN;
    }
    // A day is longer than any bench; the limit also keeps the nanoseconds a long.
    if (!(seconds > 0 && seconds <= 86_400)) {
      throw new IllegalArgumentException(
          "the seconds must be a number above 0 and up to 86400, not '" + text + "'");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static Peer onlyPeer(ClassLoader loader) {
    List<Peer> peers =
        ServiceLoader.load(Peer.class, loader).stream().map(ServiceLoader.Provider::get).toList();
    if (peers.size() != 1) {
      throw new IllegalStateException(
          "the class path must hold exactly one peer, not "
              + peers.size()
              + ": "
              + peers.stream().map(Peer::name).toList());
    }
    return peers.get(0);
  }

  private static void checkRate(Peer peer, Workload workload, double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          peer.name() + " on " + workload + ": the rate must be positive and finite, not " + rate);
    }
  }

  /**
   * Our own refusals speak for themselves; of anything else the kind and the cause are told too.
   */
  private static String describe(Throwable error) {
    boolean refusal =
        error instanceof IllegalArgumentException || error instanceof IllegalStateException;
    String told = refusal && error.getMessage() != null ? error.getMessage() : error.toString();
    return error.getCause() == null ? told : told + ", caused by " + error.getCause();
  }
}
