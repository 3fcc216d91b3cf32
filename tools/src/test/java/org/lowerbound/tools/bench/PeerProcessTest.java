package org.lowerbound.tools.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerProcessTest {
  @TempDir private Path classPath;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Has W1 only, at as many examples per second as it is given milliseconds. */
  public static final class Timekeeper implements Peer {
    @Override
    public String name() {
      return "Timekeeper";
    }

    @Override
    public String version() {
      return "1.0 (test)";
    }

    @Override
    public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
      return workload == Workload.W1 ? Optional.of((double) duration.toMillis()) : Optional.empty();
    }
  }

  /** Breaks by what a library without its natives breaks by. */
  public static final class Broken implements Peer {
    @Override
    public String name() {
      return "Broken";
    }

    @Override
    public String version() {
      return "0";
    }

    @Override
    public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
      if (workload == Workload.W3) {
        return Optional.of(Double.NaN);
      }
      throw new UnsatisfiedLinkError("no natives\n  in the path");
    }
  }

  @BeforeEach
  void knowsTimekeeper() throws IOException {
    services(Timekeeper.class);
  }

  @Test
  void printsNameVersionAndRate() throws IOException {
    assertEquals(0, run("W1", "1.5"));
    assertEquals("Timekeeper\t1.0 (test)\t1500.0" + System.lineSeparator(), out.toString(UTF_8));
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void aMissingWorkloadIsNone() throws IOException {
    assertEquals(0, run("W2", "1"));
    assertEquals("Timekeeper\t1.0 (test)\tnone" + System.lineSeparator(), out.toString(UTF_8));
  }

  @Test
  void refusesBadArguments() throws IOException {
    assertRefused("needs a workload and seconds, not [W1]", "W1");
    assertRefused("unknown workload 'w1'. Known: [W1, W2, W3]", "w1", "1");
    for (String seconds : List.of("soon", "0", "-1", "NaN", "Infinity")) {
      assertRefused(
          "the seconds must be a number above 0 and up to 86400, not '" + seconds + "'",
          "W1",
          seconds);
    }
  }

  @Test
  void needsExactlyOnePeer() throws IOException {
    services();
    assertRefused("the class path must hold exactly one peer, not 0: []", "W1", "1");
    services(Timekeeper.class, Broken.class);
    assertRefused(
        "the class path must hold exactly one peer, not 2: [Timekeeper, Broken]", "W1", "1");
  }

  @Test
  void aPeersFailureIsOneLine() throws IOException {
    services(Broken.class);
    assertRefused("java.lang.UnsatisfiedLinkError: no natives in the path", "W1", "1");
    assertRefused("Broken on W3: the rate must be positive and finite, not NaN", "W3", "1");
  }

  @Test
  void aServiceThatIsNoPeerIsOneLine() throws IOException {
    services(PeerProcessTest.class);
    assertEquals(1, run("W1", "1"));
    assertEquals(1, err.toString(UTF_8).lines().count(), err.toString(UTF_8));
    assertTrue(err.toString(UTF_8).contains("PeerProcessTest"), err.toString(UTF_8));
  }

  private void assertRefused(String message, String... args) throws IOException {
    err.reset();
    assertEquals(1, run(args));
    assertEquals("peer: " + message + System.lineSeparator(), err.toString(UTF_8));
    assertEquals("", out.toString(UTF_8));
  }

  private int run(String... args) throws IOException {
    URL[] urls = {classPath.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
        PrintStream answers = new PrintStream(out, false, UTF_8);
        PrintStream errors = new PrintStream(err, true, UTF_8)) {
      return PeerProcess.run(args, loader, answers, errors);
    }
  }

  private void services(Class<?>... peers) throws IOException {
    List<String> names = List.of(peers).stream().map(Class::getName).toList();
    Files.write(servicesFile(), names);
  }

  private Path servicesFile() throws IOException {
    Path folder = Files.createDirectories(classPath.resolve("META-INF/services"));
    return folder.resolve(Peer.class.getName());
  }
}
