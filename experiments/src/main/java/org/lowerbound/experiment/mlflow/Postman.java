package org.lowerbound.experiment.mlflow;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends what tasks have to tell, one after the other in a thread of its own, so that nobody waits
 * for a server. It has no queue that could fill up: a task that has news is noted once, and tells
 * all that there is when its turn comes. What does not arrive is tried again, ever more seldom.
 */
final class Postman {
  private static final Duration BETWEEN_NEWS = Duration.ofMillis(500);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** How long the end waits for what is left, and for one that did not answer before. */
  private static final Duration TO_FINISH = Duration.ofSeconds(5);

  private static final Duration TO_TRY_AGAIN = Duration.ofSeconds(2);

  private final Consumer<String> message;
  private final Set<Task> withNews = new LinkedHashSet<>();
  private Optional<Thread> thread = Optional.empty();
  private boolean sending;

  /** Why the last task could not be sent, and nothing can. */
  private Optional<String> trouble = Optional.empty();

  /** What is not sent again before it has more to tell, with the reason. */
  private final Map<Task, String> refused = new LinkedHashMap<>();

  private boolean saidSo;
  private boolean closing;

  /**
   * Makes one that has nothing to do.
   *
   * @param message tells the user, once, that something does not arrive
   */
  Postman(Consumer<String> message) {
    this.message = message;
  }

  /** Notes that a task has something to tell. */
  synchronized void news(Task task) {
    if (thread.isEmpty()) {
      Thread started = new Thread(this::work, "mlflow");
      started.setDaemon(true);
      started.start();
      thread = Optional.of(started);
    }
    if (withNews.add(task)) {
      notifyAll();
    }
  }

  /**
   * Sends what is left, for some seconds at most.
   *
   * @return what went wrong, if not all has arrived
   */
  Optional<String> close() {
    Optional<Thread> running;
    Duration left;
    synchronized (this) {
      closing = true;
      running = thread;
      left = trouble.isPresent() ? TO_TRY_AGAIN : TO_FINISH;
      notifyAll();
    }
    try {
      if (running.isPresent()) {
        running.get().join(left.toMillis());
        running.get().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (withNews.isEmpty() && !sending) {
        return refused.values().stream().findFirst();
      }
      return trouble.or(() -> Optional.of("there was no time left"));
    }
  }

  private void work() {
    Duration wait = FIRST_WAIT;
    try {
      Optional<Task> task = next();
      while (task.isPresent()) {
        Optional<String> failure = send(task.get());
        if (failure.isEmpty()) {
          wait = FIRST_WAIT;
        } else if (isClosing()) {
          return;
        } else {
          sayOnce(failure.get());
          pause(wait);
          wait = min(wait.multipliedBy(2), LONGEST_WAIT);
        }
        task = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The end: what is left is left.
    }
  }

  /** Returns a task that has something to tell, once there is one; none at the end. */
  private synchronized Optional<Task> next() throws InterruptedException {
    boolean waited = false;
    while (withNews.isEmpty() && !closing) {
      wait();
      waited = true;
    }
    if (waited) {
      pause(BETWEEN_NEWS); // For more to come.
    }
    Optional<Task> first = withNews.stream().findFirst();
    first.ifPresent(withNews::remove);
    sending = first.isPresent();
    return first;
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** Returns why nothing can be sent, if so. */
  private Optional<String> send(Task task) {
    Optional<String> unreachable = Optional.empty();
    Optional<String> refusal = Optional.empty();
    try {
      task.send();
    } catch (RefusedException | IOException e) {
      refusal = Optional.of(String.valueOf(e.getMessage()));
    } catch (MlflowException e) {
      unreachable = Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      refusal = Optional.of(e.toString()); // No trial pays for it.
    }
    refusal.ifPresent(this::sayOnce);
    synchronized (this) {
      sending = false;
      trouble = unreachable;
      if (unreachable.isPresent()) {
        withNews.add(task);
      }
      refused.remove(task);
      refusal.ifPresent(reason -> refused.put(task, reason));
    }
    return unreachable;
  }

  /** Waits, but not at the end. */
  private synchronized void pause(Duration most) throws InterruptedException {
    Stopwatch watch = Stopwatch.createStarted();
    long left = most.toMillis();
    while (left > 0 && !closing) {
      wait(left);
      left = most.minus(watch.elapsed()).toMillis();
    }
  }

  private void sayOnce(String reason) {
    if (!saidSo) {
      saidSo = true;
      message.accept("mlflow: " + reason + "; the trials go on, and it is tried again");
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
