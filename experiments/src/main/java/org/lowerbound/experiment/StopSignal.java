package org.lowerbound.experiment;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM while a sweep runs: all that is running saves its state and is left, the table
 * is written and shown, and only then does the process end, however long the machine takes for it.
 * Others that have something to write at their end use it as well.
 */
public final class StopSignal {
  private static final int SECONDS_TO_SAY_SO = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private StopSignal(Runnable cancel, String waiting, PrintStream err) {
    this.hook =
        new Thread(
            () -> {
              cancel.run();
              await(waiting, err);
            });
  }

  /**
   * Starts to listen.
   *
   * @param cancel has the work stop soon
   * @param waiting why it takes so long, if it does, in words
   * @param err hears them
   */
  public static StopSignal onEnd(Runnable cancel, String waiting, PrintStream err) {
    StopSignal signal = new StopSignal(cancel, waiting, err);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** The Java machine ends when this does. */
  private void await(String waiting, PrintStream err) {
    try {
      while (!done.await(SECONDS_TO_SAY_SO, TimeUnit.SECONDS)) {
        err.println("stopping: " + waiting);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is written and shown. */
  public void done() {
    System.out.flush();
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook has run.
    }
  }
}
