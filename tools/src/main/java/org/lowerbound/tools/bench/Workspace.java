package org.lowerbound.tools.bench;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder for the time of some work, and what must be stopped before it goes. It goes when it is
 * closed, or else when the process is told to end.
 */
public final class Workspace implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 20;

  private final Path folder;
  private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger names = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop);
  private volatile boolean stopped;

  /** Makes the folder. */
  public Workspace() {
    try {
      folder = Files.createTempDirectory("lowerbound-bench");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder can be made for temporary files", e);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns a path that nothing has yet. */
  public Path path(String name) {
    return folder.resolve(names.incrementAndGet() + "-" + name);
  }

  /** Something that is stopped if the process is told to end before this is closed. */
  interface Registration {
    /** Forgets it: it has ended. */
    void close();
  }

  /** Registers what stops a running thing; if everything was stopped already, stops it, too. */
  Registration register(Runnable stop) {
    running.add(stop);
    if (stopped) {
      stop.run();
    }
    return () -> running.remove(stop);
  }

  /**
   * Goes on.
   *
   * @throws CancellationException if the process was told to end
   */
  void check() {
    if (stopped) {
      throw new CancellationException("stopped");
    }
  }

  private void stop() {
    stopped = true;
    running.forEach(Runnable::run);
    try {
      // The main thread writes to the folder until it has noticed.
      if (!done.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        delete();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete() {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      delete();
    } finally {
      done.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending: the hook has run.
      }
    }
  }
}
