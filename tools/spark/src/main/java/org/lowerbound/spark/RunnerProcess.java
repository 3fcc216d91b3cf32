package org.lowerbound.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The runner, which reads the sweep, has its trials run by whoever reads its lines, and makes the
 * table. It shows progress on the standard error that it shares with this process.
 */
final class RunnerProcess {
  private static final String MAIN_CLASS = "org.lowerbound.experiment.Runner";

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private RunnerProcess(Process process) {
    this.process = process;
    this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.in = new OutputStreamWriter(process.getOutputStream(), UTF_8);
  }

  /**
   * Starts it.
   *
   * @param classPath runner.jar, and plug-ins
   * @param arguments its own
   * @param jobs how many trials it asks for at a time
   */
  static RunnerProcess start(String classPath, List<String> arguments, int jobs)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", classPath, MAIN_CLASS));
    words.addAll(arguments);
    words.addAll(List.of("--executor", "stdio", "--jobs", Integer.toString(jobs)));
    return new RunnerProcess(
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Returns its next line; null if it has ended. */
  String next() throws IOException {
    return out.readLine();
  }

  /** Says something to it; one that has ended does not hear it. */
  synchronized void tell(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      // Its end is seen by its lines' end.
    }
  }

  /** Returns the exit status, once there is one. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Has it stop in order: all trials save their state, and it writes the table.
   *
   * @param most how long that may take
   */
  void stop(long most, TimeUnit unit) {
    process.toHandle().destroy(); // The process itself would close the streams, too.
    try {
      if (!process.waitFor(most, unit)) {
        System.err.println("the runner does not stop, and is left");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
