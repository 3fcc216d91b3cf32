package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** A runner whose output is kept. */
final class Console {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment;

  Console(Map<String, String> environment) {
    this.environment = environment;
  }

  int run(String... arguments) {
    out.reset();
    err.reset();
    return new Runner(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment)
        .run(arguments);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }
}
