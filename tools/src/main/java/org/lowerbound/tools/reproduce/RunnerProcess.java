package org.lowerbound.tools.reproduce;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.lowerbound.experiment.result.ResultException;

/**
 * The runner in a process of its own, that does not outlive this one. Its progress is on the
 * standard error; its table, which is in a file, too, is not shown.
 */
final class RunnerProcess {
  private static final int ALL_COMPLETED = 0;
  private static final int SOME_TRIAL_FAILED = 1;
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  /** The runner saves the state of its trials before it ends. */
  private static final int SECONDS_TO_SAVE = 60;

  private RunnerProcess() {}

  /**
   * Runs it to its end.
   *
   * @param command with all arguments
   * @throws CancellationException if it was stopped
   * @throws ResultException if it could not run the sweep; it has said why
   */
  static void run(List<String> command) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new ResultException("cannot start %s: %s".formatted(command.get(0), e.getMessage()), e);
    }
    Thread hook = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      check(process.waitFor());
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      forget(hook);
    }
  }

  private static void check(int status) {
    if (status == INTERRUPTED || status == TERMINATED) {
      throw new CancellationException("the runner was stopped");
    }
    if (status != ALL_COMPLETED && status != SOME_TRIAL_FAILED) {
      throw new ResultException(
          "the runner could not run the sweep and ended with %d; what is wrong stands above"
              .formatted(status));
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs.
    }
  }
}
