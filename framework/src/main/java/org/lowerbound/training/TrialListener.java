package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.Split;

/** Hears how a trial goes on. All methods are called from the trial's thread. */
public interface TrialListener {
  /** Hears nothing, and lets the trial come to its end. */
  TrialListener NONE =
      new TrialListener() {
        @Override
        public void step(long done, long total) {}

        @Override
        public void epoch(Epoch epoch) {}

        @Override
        public void evaluating(Split split, String metric, int examplesDone, int examples) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /**
   * The training starts, or goes on.
   *
   * @param step the number of steps that an earlier run made, 0 for none
   * @param reported whether the last of them ended an epoch that was heard of
   * @param remarks what could not be used of an earlier run, and why
   */
  default void starts(long step, boolean reported, List<String> remarks) {}

  /**
   * The training starts from another's values.
   *
   * @param lines what is taken and what is not
   */
  default void inherits(List<String> lines) {}

  /** A step was made, or skipped. */
  void step(long done, long total);

  /**
   * A step was the first to be skipped.
   *
   * @param what which step it was, and what was not finite
   */
  default void skipped(String what) {}

  /** An epoch, or the training, has ended. */
  void epoch(Epoch epoch);

  /** A measurement has come so far. */
  void evaluating(Split split, String metric, int examplesDone, int examples);

  /** Returns whether the trial shall stop as soon as it can. */
  boolean cancelled();

  /** Returns which step to trace, and for whom; asked once, before the first step. */
  default Optional<TraceRequest> tracing() {
    return Optional.empty();
  }

  /**
   * The mean course of one epoch.
   *
   * @param epoch the number of epochs made
   * @param step the number of steps made
   * @param skipped the number of steps skipped since the start of the training
   * @param training the means over the epoch's steps of what the objective reports, in nats per
   *     example
   * @param validation the ELBO of the validation split at β = 1 and its parts, by the names of
   *     their columns; empty if not looked at
   * @param schedules the values of the schedules at the epoch's last step
   * @param unitKls the mean KL of each latent unit on some examples of the validation split, in
   *     nats; empty if not looked at, or the model has no such KL in closed form
   */
  record Epoch(
      long epoch,
      long step,
      int skipped,
      ImmutableMap<String, Double> training,
      ImmutableMap<String, Double> validation,
      ImmutableMap<String, Double> schedules,
      ImmutableDoubleArray unitKls) {}
}
