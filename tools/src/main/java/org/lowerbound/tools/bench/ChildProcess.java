package org.lowerbound.tools.bench;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lowerbound.experiment.result.ResultException;

/** Another process, whose output goes to files and who does not outlive this one. */
public final class ChildProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 20;
  private static final int LONGEST_MESSAGE = 300;

  private final Workspace workspace;
  private final List<String> command;
  private final Path out;
  private final Path err;
  private final Instant startedAt;
  private final Process process;
  private final Workspace.Registration registration;

  /**
   * Starts a process.
   *
   * @param environment what is added to this process's own
   * @throws ResultException if it cannot be started
   */
  public ChildProcess(
      Workspace workspace, List<String> command, ImmutableMap<String, String> environment) {
    this.workspace = workspace;
    this.command = command;
    this.out = workspace.path("out.txt");
    this.err = workspace.path("err.txt");
    workspace.check();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    this.startedAt = Instant.now();
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new ResultException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
    this.registration = workspace.register(process::destroy);
  }

  /** Returns when the process was started. */
  Instant startedAt() {
    return startedAt;
  }

  /** Returns its number. */
  long pid() {
    return process.pid();
  }

  /**
   * Waits.
   *
   * @param interval between two looks
   * @param limit when to give up
   * @param look called again and again while the process runs; returns whether to stop waiting
   * @throws ResultException if the process takes longer than {@code limit}
   */
  public void watch(Duration interval, Duration limit, Look look) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!look.seen() && !process.waitFor(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        workspace.check();
        if (System.nanoTime() > end) {
          throw failure("did not end within " + limit.toSeconds() + " s");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workspace.check();
  }

  /** What is waited for. */
  @FunctionalInterface
  public interface Look {
    /** Returns whether it is there. */
    boolean seen();
  }

  /**
   * Returns what the process, which has ended, wrote to its standard output.
   *
   * @throws ResultException if its status is not 0
   */
  public String output() {
    if (process.isAlive() || process.exitValue() != 0) {
      throw failure(process.isAlive() ? "still runs" : "ended with " + process.exitValue());
    }
    return text(out);
  }

  /** Returns the error that says what is wrong with this process, with its last words. */
  ResultException failure(String what) {
    String words = text(err).strip();
    String last = words.substring(words.lastIndexOf('\n') + 1);
    return new ResultException(
        "%s %s%s"
            .formatted(
                Ascii.truncate(String.join(" ", command), LONGEST_MESSAGE, "..."),
                what,
                last.isEmpty() ? "" : ": " + Ascii.truncate(last, LONGEST_MESSAGE, "...")));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Ends the process, if it still runs. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    registration.close();
  }
}
