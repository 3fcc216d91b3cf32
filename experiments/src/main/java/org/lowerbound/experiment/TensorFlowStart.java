package org.lowerbound.experiment;

import com.google.common.base.Throwables;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.lowerbound.experiment.console.NativeFolder;
import org.lowerbound.experiment.console.NativeLog;
import org.lowerbound.training.TensorFlowRuntime;

/** The start of TensorFlow, which takes a second or two, beside other work. */
final class TensorFlowStart {
  private final CompletableFuture<Void> started =
      CompletableFuture.runAsync(
          () -> NativeFolder.loading(() -> NativeLog.quietly(TensorFlowRuntime::start)));

  /**
   * Waits for its end.
   *
   * @throws org.lowerbound.experiment.console.SetupException if it cannot be loaded
   */
  void await() {
    try {
      started.join();
    } catch (CompletionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw e;
    }
  }
}
