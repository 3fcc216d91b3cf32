package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.model.ObservedData;
import org.lowerbound.objective.Turn;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.Time;

/** The steps of one training: order, epochs, skipped steps, checkpoints. */
final class TrainingLoop {
  private final TrialSpec spec;
  private final TrialListener listener;
  private final TrialGraph graph;
  private final TrialSession session;
  private final Checkpoints checkpoints;
  private final CheckpointPace pace;
  private final Optional<Supplier<FirstValues>> first;
  private final ObservedData observed;
  private final int examples;
  private final long stepsPerEpoch;
  private final Watch watch;
  private final TurnOrder turns;
  private final EpochMeans means;

  private Progress progress;
  private long savedAt;
  private ImmutableMap<String, float[]> kept = ImmutableMap.of();
  private KlHistory unitKls = KlHistory.NONE;
  private Optional<String> firstSkip = Optional.empty();
  private Optional<String> divergence = Optional.empty();

  /**
   * Prepares the steps that are left after the last checkpoint.
   *
   * @param first what another training has left, if this starts from it; asked for if there is no
   *     checkpoint
   */
  TrainingLoop(
      TrialSpec spec,
      Dataset dataset,
      TrialListener listener,
      TrialGraph graph,
      TrialSession session,
      Checkpoints checkpoints,
      CheckpointPace pace,
      Optional<Supplier<FirstValues>> first) {
    this.spec = spec;
    this.listener = listener;
    this.graph = graph;
    this.session = session;
    this.checkpoints = checkpoints;
    this.pace = pace;
    this.first = first;
    this.observed = TrialSpec.observed(dataset);
    this.examples = dataset.splits().get(Split.TRAIN).count();
    this.stepsPerEpoch = spec.training().stepsPerEpoch(examples);
    this.watch = graph.watch();
    this.turns = graph.training().loss.order();
    this.means =
        new EpochMeans(
            graph.training().reported.keySet(),
            graph.training().loss.turns().stream()
                .map(Turn::name)
                .collect(ImmutableList.toImmutableList()));
    this.progress =
        Progress.start(graph.training().loss.turns().size(), turns).withLooks(watch.start());
  }

  /**
   * How far a training came.
   *
   * @param divergence why it was given up, if it was
   * @param looks what it has seen of the validation split, if a look counted
   * @param unitKls how the KL of each latent unit went, up to the state that is kept
   */
  record Course(
      Optional<String> divergence,
      StepsMade steps,
      Optional<LooksTaken> looks,
      KlHistory unitKls) {}

  /**
   * Makes the steps, and leaves the variables of the trained model in the session.
   *
   * @throws CancellationException if the listener asked to stop; a checkpoint of the last step is
   *     saved
   */
  Course run() {
    Checkpoints.Start from =
        checkpoints.start(
            Maps.transformValues(graph.model().variables.slots(), slot -> slot.initial().length),
            watch);
    from.checkpoint().ifPresentOrElse(this::restore, () -> first.ifPresent(this::inherit));
    long start = progress.step();
    listener.starts(start, means.sums().isEmpty(), from.remarks());
    StepTracer tracer = new StepTracer(listener.tracing(), start, watch.totalSteps());
    if (start > 0) { // Perhaps the last run was left between the step and its report.
      endStep();
    }
    int[] order = {};
    long epochOfOrder = -1;
    while (!isOver() && divergence.isEmpty()) {
      if (listener.cancelled()) {
        if (progress.step() > savedAt) {
          save(means.sums());
        }
        Cancellation.check(listener::cancelled);
      }
      long epoch = progress.step() / stepsPerEpoch;
      if (epoch != epochOfOrder) {
        order = order(epoch);
        epochOfOrder = epoch;
      }
      step(batch(order, (int) (progress.step() % stepsPerEpoch)), tracer);
      listener.step(progress.step(), watch.totalSteps());
      endStep();
    }
    if (divergence.isEmpty() && 2L * progress.skipped() > progress.step()) {
      divergence = Optional.of(skips());
    }
    if (divergence.isEmpty()) {
      checkpoints.keepLastOnly();
      if (!kept.isEmpty()) {
        session.restore(Checkpoint.trained(session.read(), kept));
      }
    }
    return new Course(
        divergence,
        new StepsMade(progress.step(), progress.step() - start, progress.skipped(), from.build()),
        watch.isComplete(progress.looks(), progress.step())
            ? watch.taken(progress.looks())
            : Optional.empty(),
        kept.isEmpty() ? unitKls : unitKls.until(bestEpoch()));
  }

  private long bestEpoch() {
    return watch.stepOf(progress.looks().best().orElseThrow()) / stepsPerEpoch;
  }

  /** Returns whether the training has come to its end. */
  private boolean isOver() {
    return progress.step() >= watch.end(progress.looks());
  }

  /** Reports and saves, if it is time. */
  private void endStep() {
    EpochSums unreported = means.sums();
    boolean reports = divergence.isEmpty() && atReport();
    if (reports) {
      report();
    }
    if (divergence.isEmpty() && reports && isOver()) {
      // Another training of this course may be longer: it goes on within the epoch.
      save(progress.step() % stepsPerEpoch == 0 ? EpochSums.NONE : unreported);
    } else if (divergence.isEmpty() && pace.due()) {
      save(means.sums());
    }
  }

  private void restore(Checkpoint checkpoint) {
    session.restore(checkpoint.variables());
    progress = checkpoint.progress();
    firstSkip = checkpoint.firstSkip();
    means.restore(checkpoint.epoch());
    kept = checkpoint.kept();
    unitKls = checkpoint.unitKls();
    savedAt = progress.step();
  }

  private void inherit(Supplier<FirstValues> values) {
    Inheritance taken =
        Inheritance.of(
            spec,
            observed,
            graph.model().variables,
            graph.training().loss.turns().size(),
            values.get());
    Map<String, float[]> variables = new LinkedHashMap<>(session.read());
    variables.putAll(taken.values());
    session.restore(variables);
    progress = Progress.start(taken.updates(), turns).withLooks(watch.start());
    listener.inherits(taken.lines());
  }

  /** Returns whether the steps made so far end an epoch, or the training, that is not reported. */
  private boolean atReport() {
    return !means.sums().isEmpty()
        && (progress.step() % stepsPerEpoch == 0 || progress.step() == watch.totalSteps());
  }

  private void step(int[] rows, StepTracer tracer) {
    int turn = turns.turn(progress.time(stepsPerEpoch), progress.memory());
    Optional<double[]> values = session.step(rows, turn, progress, stepsPerEpoch, tracer);
    if (values.isPresent()) {
      means.add(values.get(), turn);
      progress = progress.after(turn, turns, stepsPerEpoch, reported(values.get()));
      return;
    }
    if (firstSkip.isEmpty()) {
      String what =
          "step %d was skipped: not finite were %s"
              .formatted(
                  progress.step() + 1,
                  String.join(", ", session.notFinite(rows, turn, progress, stepsPerEpoch)));
      firstSkip = Optional.of(what);
      listener.skipped(what);
    }
    progress = progress.afterSkipped();
    means.addSkipped();
    if (progress.skipped() > spec.training().nonFiniteLimit()) {
      divergence = Optional.of(skips());
    }
  }

  private String skips() {
    return "%d of %d steps had a loss or gradient that was not finite; %s"
        .formatted(progress.skipped(), progress.step(), firstSkip.orElseThrow());
  }

  /** Saves the state, unless it is not finite: then the training has diverged. */
  private void save(EpochSums epoch) {
    ImmutableMap<String, float[]> variables = session.read();
    Optional<String> trouble = Finite.firstNotFiniteVariable(variables);
    if (trouble.isPresent()) {
      divergence = Optional.of("after step %d %s".formatted(progress.step(), trouble.get()));
      return;
    }
    pace.save(
        () ->
            checkpoints.save(new Checkpoint(progress, epoch, firstSkip, variables, kept, unitKls)));
    savedAt = progress.step();
  }

  private ImmutableMap<String, Double> reported(double[] values) {
    ImmutableMap.Builder<String, Double> reported = ImmutableMap.builder();
    int i = 0;
    for (String name : graph.training().reported.keySet()) {
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

  private void report() {
    long lastStep = progress.step() - 1;
    Time time = new Time(lastStep, stepsPerEpoch, lastStep, progress.looks());
    long epoch = lastStep / stepsPerEpoch + 1;
    Look look = Look.NONE;
    if (watch.looks(progress.step())) {
      try {
        look = look(time);
      } catch (CancellationException e) {
        save(means.sums());
        throw e;
      }
    }
    listener.epoch(
        new TrialListener.Epoch(
            epoch,
            progress.step(),
            progress.skipped(),
            means.take(),
            look.validation(),
            graph.model().scalars.givenValues(time),
            look.unitKls()));
    divergence =
        Finite.firstNotFiniteNumber(
            "after step %d the validation's ".formatted(progress.step()), look.validation());
    if (divergence.isEmpty() && watch.remembers(progress.step())) {
      progress = progress.withLooks(watch.after(progress.looks(), look.validation()));
      if (!look.unitKls().isEmpty()) {
        unitKls = unitKls.with(epoch, look.unitKls());
      }
      if (watch.keeps(progress.looks())) {
        keep();
      }
    }
  }

  /** Keeps the state as the trained model's, unless it is not finite. */
  private void keep() {
    ImmutableMap<String, float[]> variables = session.read();
    divergence =
        Finite.firstNotFiniteVariable(variables)
            .map(trouble -> "after step %d %s".formatted(progress.step(), trouble));
    kept = graph.model().variables.withoutRules(variables);
  }

  /**
   * What is seen of the validation split.
   *
   * @param validation the numbers by name
   * @param unitKls the mean KL of each latent unit
   */
  private record Look(ImmutableMap<String, Double> validation, ImmutableDoubleArray unitKls) {
    static final Look NONE = new Look(ImmutableMap.of(), ImmutableDoubleArray.of());
  }

  private Look look(Time time) {
    TableRunner runner =
        new TableRunner(
            graph,
            session,
            Split.VALIDATION,
            time,
            listener::cancelled,
            examplesDone -> {},
            unitKls);
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    Measurement validation = watch.validation().orElseThrow().measurement();
    ImmutableDoubleArray kls =
        session.withAverages(
            () -> {
              validation
                  .measure(runner)
                  .forEach((name, estimate) -> values.put(name, estimate.value()));
              return graph
                  .evaluation()
                  .unitKls
                  .map(units -> units.means(runner))
                  .orElse(ImmutableDoubleArray.of());
            });
    return new Look(values.buildOrThrow(), kls);
  }
}
