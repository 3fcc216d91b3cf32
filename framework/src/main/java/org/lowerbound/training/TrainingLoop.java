package org.lowerbound.training;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.objective.Turn;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.Time;

/** The steps of a training: order, epochs, skipped steps, checkpoints. */
final class TrainingLoop {
  private final TrialSpec spec;
  private final TrialListener listener;
  private final CheckpointFile checkpoints;
  private final Duration checkpointInterval;
  private final int examples;
  private final long stepsPerEpoch;
  private final long totalSteps;

  TrainingLoop(
      TrialSpec spec,
      Dataset dataset,
      TrialListener listener,
      CheckpointFile checkpoints,
      Duration checkpointInterval) {
    this.spec = spec;
    this.listener = listener;
    this.checkpoints = checkpoints;
    this.checkpointInterval = checkpointInterval;
    this.examples = dataset.splits().get(Split.TRAIN).count();
    this.stepsPerEpoch = spec.training().stepsPerEpoch(examples);
    this.totalSteps = spec.training().totalSteps(examples);
  }

  /**
   * How far a training came.
   *
   * @param steps the steps made in all, skipped ones included
   * @param stepsTimed the steps made by this run
   * @param skipped the steps skipped in all
   */
  record Course(long steps, long stepsTimed, int skipped) {}

  /** Makes the steps that are left after the last checkpoint. */
  Course run(TrialGraph graph, TrialSession session) {
    Optional<Checkpoint> checkpoint =
        checkpoints
            .load()
            .filter(c -> c.variables().keySet().equals(graph.variables.slots().keySet()));
    checkpoint.ifPresent(c -> session.restore(c.variables()));
    TurnOrder turns = graph.loss.order();
    Progress progress =
        checkpoint
            .map(Checkpoint::progress)
            .orElseGet(() -> Progress.start(graph.loss.turns().size(), turns));
    long start = progress.step();
    StepTracer tracer = new StepTracer(listener.tracing(), start, totalSteps);

    Stopwatch sinceCheckpoint = Stopwatch.createStarted();
    EpochMeans means = new EpochMeans(graph.reported.keySet(), turnNames(graph));
    int[] order = {};
    while (progress.step() < totalSteps) {
      Cancellation.check(listener::cancelled);
      int position = (int) (progress.step() % stepsPerEpoch);
      if (position == 0) { // A checkpoint is at the end of an epoch, so a run starts with one.
        order = order(progress.step() / stepsPerEpoch);
      }
      int turn = turns.turn(progress.time(stepsPerEpoch), progress.memory());
      Optional<double[]> values =
          session.step(batch(order, position), turn, progress, stepsPerEpoch, tracer);
      if (values.isPresent()) {
        means.add(values.get(), turn);
        progress = progress.after(turn, turns, stepsPerEpoch, reported(graph, values.get()));
      } else {
        progress = progress.afterSkipped();
        if (progress.skipped() > spec.training().nonFiniteLimit()) {
          return new Course(progress.step(), progress.step() - start, progress.skipped());
        }
      }
      listener.step(progress.step(), totalSteps);
      boolean last = progress.step() == totalSteps;
      if (position + 1 == stepsPerEpoch || last) {
        endEpoch(graph, session, progress, means.take());
        if (last || sinceCheckpoint.elapsed().compareTo(checkpointInterval) > 0) {
          checkpoints.save(new Checkpoint(progress, session.read()));
          sinceCheckpoint.reset().start();
        }
      }
    }
    return new Course(totalSteps, totalSteps - start, progress.skipped());
  }

  private static ImmutableList<String> turnNames(TrialGraph graph) {
    return graph.loss.turns().stream().map(Turn::name).collect(ImmutableList.toImmutableList());
  }

  private static ImmutableMap<String, Double> reported(TrialGraph graph, double[] values) {
    ImmutableMap.Builder<String, Double> reported = ImmutableMap.builder();
    int i = 0;
    for (String name : graph.reported.keySet()) {
      reported.put(name, values[i++]);
    }
    return reported.buildOrThrow();
  }

  /** Returns the order of the examples in an epoch, counted from 0. */
  private int[] order(long epoch) {
    return new RandomStream(spec.seed(), "shuffle/" + epoch).permutation(examples);
  }

  private int[] batch(int[] order, int position) {
    int size = spec.training().batchSize();
    return Arrays.copyOfRange(order, position * size, (position + 1) * size);
  }

  private void endEpoch(
      TrialGraph graph,
      TrialSession session,
      Progress progress,
      ImmutableMap<String, Double> means) {
    long lastStep = progress.step() - 1;
    Time time = new Time(lastStep, stepsPerEpoch);
    long epoch = lastStep / stepsPerEpoch + 1;
    int every = spec.training().validateEvery();
    boolean validates =
        graph.validation.isPresent() && (epoch % every == 0 || progress.step() == totalSteps);
    listener.epoch(
        new TrialListener.Epoch(
            epoch,
            progress.step(),
            progress.skipped(),
            means,
            validates ? validate(graph, session, time) : ImmutableMap.of(),
            graph.scalars.scheduleValues(time)));
  }

  private ImmutableMap<String, Double> validate(TrialGraph graph, TrialSession session, Time time) {
    TableRunner runner =
        new TableRunner(
            graph, session, Split.VALIDATION, time, listener::cancelled, examplesDone -> {});
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    graph
        .validation
        .orElseThrow()
        .measure(runner)
        .forEach((name, estimate) -> values.put(name, estimate.value()));
    return values.buildOrThrow();
  }
}
