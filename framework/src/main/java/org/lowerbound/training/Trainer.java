package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Runs one trial: trains, then measures. */
public final class Trainer {
  /** Between two checkpoints; a trial shorter than this starts again if it is interrupted. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

  private final TrialSpec spec;
  private final Dataset dataset;
  private final TrialListener listener;
  private final CheckpointFile checkpoints;
  private final Duration checkpointInterval;
  private final long stepsPerEpoch;
  private final long totalSteps;

  /**
   * Prepares a trial.
   *
   * @param spec the trial
   * @param dataset its data, loaded from {@code spec.dataset()}
   * @param listener hears how it goes on
   * @param checkpoints where the state is kept in between
   */
  public Trainer(
      TrialSpec spec, Dataset dataset, TrialListener listener, CheckpointFile checkpoints) {
    this(spec, dataset, listener, checkpoints, CHECKPOINT_INTERVAL);
  }

  /** Prepares a trial that is saved at the end of an epoch if the last time was long enough ago. */
  Trainer(
      TrialSpec spec,
      Dataset dataset,
      TrialListener listener,
      CheckpointFile checkpoints,
      Duration checkpointInterval) {
    this.spec = spec;
    this.dataset = dataset;
    this.listener = listener;
    this.checkpoints = checkpoints;
    this.checkpointInterval = checkpointInterval;
    int examples = dataset.splits().get(Split.TRAIN).count();
    this.stepsPerEpoch = spec.training().stepsPerEpoch(examples);
    this.totalSteps = spec.training().totalSteps(examples);
  }

  /**
   * Checks all of a trial that can be checked without running it: that its parts go together, that
   * every schedule settles within the training, that the graph can be built.
   *
   * @throws IllegalArgumentException if something is wrong; the message says what, and what would
   *     work
   */
  public static void check(TrialSpec spec, Dataset dataset) {
    spec.model().checkFits(TrialSpec.observed(dataset));
    spec.evaluation().checkFits(dataset);
    int examples = dataset.splits().get(Split.TRAIN).count();
    long stepsPerEpoch = spec.training().stepsPerEpoch(examples);
    long totalSteps = spec.training().totalSteps(examples);
    ImmutableMap<String, Schedule> schedules =
        ImmutableMap.<String, Schedule>builder()
            .putAll(spec.objective().schedules())
            .put("learningRate", spec.optimizer().learningRate())
            .buildOrThrow();
    schedules.forEach(
        (name, schedule) -> {
          double settles = schedule.settlesAfter(stepsPerEpoch);
          checkArgument(
              settles <= totalSteps,
              "the schedule of %s goes on for %s steps, but the training has %s (%s): it would never"
                  + " reach its last value",
              name,
              Math.round(settles),
              totalSteps,
              spec.training().length());
        });
    new TrialGraph(spec, dataset).close();
  }

  /**
   * Trains and measures, from the last checkpoint if there is one.
   *
   * @throws CancellationException if the listener asked to stop; the last checkpoint stays
   */
  public TrialOutcome run() {
    try (TrialGraph graph = new TrialGraph(spec, dataset);
        TrialSession session = new TrialSession(graph)) {
      Stopwatch training = Stopwatch.createStarted();
      Course course = train(graph, session);
      training.stop();
      boolean diverged = course.skipped() > spec.training().nonFiniteLimit();
      Stopwatch evaluation = Stopwatch.createStarted();
      ImmutableMap<String, Estimate> metrics =
          diverged ? ImmutableMap.of() : evaluate(graph, session);
      return new TrialOutcome(
          diverged,
          metrics,
          graph.variables.parameterCount(),
          course.steps(),
          course.skipped(),
          training.elapsed().toMillis() / 1e3,
          evaluation.elapsed().toMillis() / 1e3);
    }
  }

  /**
   * How far a training came.
   *
   * @param steps the steps made in all, skipped ones included
   * @param skipped the steps skipped in all
   */
  private record Course(long steps, int skipped) {}

  /** Makes the steps that are left. */
  private Course train(TrialGraph graph, TrialSession session) {
    Optional<Checkpoint> checkpoint =
        checkpoints
            .load()
            .filter(c -> c.variables().keySet().equals(graph.variables.slots().keySet()));
    checkpoint.ifPresent(c -> session.restore(c.variables()));
    long start = checkpoint.map(Checkpoint::step).orElse(0L);
    int skipped = checkpoint.map(Checkpoint::skipped).orElse(0);
    int batchSize = spec.training().batchSize();
    int examples = dataset.splits().get(Split.TRAIN).count();

    Stopwatch sinceCheckpoint = Stopwatch.createStarted();
    int[] order = {};
    double[] sums = new double[graph.reported.size()];
    int made = 0;
    for (long step = start; step < totalSteps; step++) {
      checkCancelled();
      long epoch = step / stepsPerEpoch;
      int position = (int) (step % stepsPerEpoch);
      if (position == 0) {
        order = new RandomStream(spec.seed(), "shuffle/" + epoch).permutation(examples);
      }
      int[] rows = Arrays.copyOfRange(order, position * batchSize, (position + 1) * batchSize);
      Time time = new Time(step, stepsPerEpoch);
      Optional<double[]> values = session.step(rows, time);
      if (values.isPresent()) {
        made++;
        for (int i = 0; i < sums.length; i++) {
          sums[i] += values.get()[i];
        }
      } else if (++skipped > spec.training().nonFiniteLimit()) {
        return new Course(step + 1, skipped);
      }
      listener.step(step + 1, totalSteps);
      boolean last = step + 1 == totalSteps;
      if (position + 1 == stepsPerEpoch || last) {
        listener.epoch(
            new TrialListener.Epoch(
                epoch + 1,
                step + 1,
                skipped,
                means(graph, sums, made),
                validate(graph, session, epoch + 1, last),
                graph.scalars.scheduleValues(time)));
        Arrays.fill(sums, 0);
        made = 0;
        if (last || sinceCheckpoint.elapsed().compareTo(checkpointInterval) > 0) {
          checkpoints.save(new Checkpoint(step + 1, skipped, session.read()));
          sinceCheckpoint.reset().start();
        }
      }
    }
    return new Course(totalSteps, skipped);
  }

  private static ImmutableMap<String, Double> means(TrialGraph graph, double[] sums, int steps) {
    ImmutableMap.Builder<String, Double> means = ImmutableMap.builder();
    Iterator<String> names = graph.reported.keySet().iterator();
    for (double sum : sums) {
      means.put(names.next(), sum / steps);
    }
    return means.buildOrThrow();
  }

  private ImmutableMap<String, Double> validate(
      TrialGraph graph, TrialSession session, long epoch, boolean last) {
    int every = spec.training().validateEvery();
    if (graph.validation.isEmpty() || (epoch % every != 0 && !last)) {
      return ImmutableMap.of();
    }
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    graph
        .validation
        .get()
        .measure(new Runner(graph, session, Split.VALIDATION, "validation"))
        .forEach((name, estimate) -> values.put(name, estimate.value()));
    return values.buildOrThrow();
  }

  private ImmutableMap<String, Estimate> evaluate(TrialGraph graph, TrialSession session) {
    ImmutableMap.Builder<String, Estimate> metrics = ImmutableMap.builder();
    for (Split split : spec.evaluation().splits()) {
      for (int i = 0; i < graph.measurements.size(); i++) {
        Metric metric = spec.evaluation().metrics().get(i);
        Measurement measurement = graph.measurements.get(i);
        String name = metric.columns().stream().map(Column::name).findFirst().orElseThrow();
        measurement
            .measure(new Runner(graph, session, split, name))
            .forEach(
                (column, estimate) ->
                    metrics.put(EvaluationSpec.qualified(split, column), estimate));
      }
    }
    return metrics.buildOrThrow();
  }

  private void checkCancelled() {
    if (listener.cancelled()) {
      throw new CancellationException("the trial was stopped");
    }
  }

  /** Runs nodes on one split of the evaluation table. */
  private final class Runner implements SplitRunner {
    private final TrialSession session;
    private final Split split;
    private final String metric;
    private final int firstRow;
    private final int count;

    Runner(TrialGraph graph, TrialSession session, Split split, String metric) {
      this.session = session;
      this.split = split;
      this.metric = metric;
      this.firstRow = graph.evaluationTable.firstRow().get(split);
      this.count = graph.evaluationTable.counts().get(split);
    }

    @Override
    public Split split() {
      return split;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Operand<TFloat32>> fetches) {
      checkCancelled();
      int[] tableRows = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        tableRows[i] = firstRow + rows[i];
      }
      return session.evaluate(tableRows, draw, fetches);
    }

    @Override
    public void progress(int examplesDone) {
      listener.evaluating(split, metric, examplesDone, count);
    }
  }
}
