package org.lowerbound.experiment;

import com.google.common.base.Throwables;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.lowerbound.experiment.console.NativeFolder;
import org.lowerbound.experiment.console.NativeMemory;
import org.lowerbound.memory.MachineMemory;
import org.lowerbound.training.TensorFlowRuntime;

/** The start of TensorFlow, which takes a second or two, beside other work. */
final class TensorFlowStart {
  private final CompletableFuture<Void> started;

  /** Starts it, with a limit to the memory of tensors. */
  TensorFlowStart(MachineMemory machine) {
    this.started =
        CompletableFuture.runAsync(
            () ->
                NativeFolder.loading(
                    () -> {
                      NativeMemory.limitTo(machine.forTensors());
                      TensorFlowRuntime.start();
                    }));
  }

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
