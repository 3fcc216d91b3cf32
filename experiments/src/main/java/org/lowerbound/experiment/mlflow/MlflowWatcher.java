package org.lowerbound.experiment.mlflow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.watch.SweepWatcher;
import org.lowerbound.experiment.watch.TrialWatcher;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.training.TrialListener;

/** Shows a sweep in MLflow: the sweep is an experiment, each trial a run. */
final class MlflowWatcher implements SweepWatcher {
  private final Tracking tracking;
  private final Consumer<String> message;
  private final Postman postman;
  private final SweepTask sweep;

  /**
   * Waits for trials.
   *
   * @param name the sweep's
   * @param message shows the user a line
   */
  MlflowWatcher(Tracking tracking, String name, Consumer<String> message) {
    this.tracking = tracking;
    this.message = message;
    this.postman = new Postman(message);
    this.sweep = new SweepTask(name, tracking);
  }

  @Override
  public TrialWatcher watch(WatchedTrial trial) {
    TrialTask task = new TrialTask(trial, tracking, () -> Optional.of(sweep.run().state().id()));
    return new TrialWatcher() {
      @Override
      public void starts(long step, boolean reported) {
        task.starts();
        postman.news(task);
      }

      @Override
      public void epoch(TrialListener.Epoch epoch) {
        postman.news(task);
      }

      @Override
      public void ended(TrialResult result) {
        task.ended(result);
        postman.news(task);
      }

      @Override
      public void stopped() {
        task.stopped();
        postman.news(task);
      }
    };
  }

  @Override
  public void tabled(Path sweepFolder) {
    sweep.tabled(sweepFolder);
    postman.news(sweep);
  }

  @Override
  public void close() {
    postman
        .close()
        .ifPresent(
            reason ->
                message.accept(
                    "mlflow: not all has been sent ("
                        + reason
                        + "); the same command sends the rest"));
  }
}
