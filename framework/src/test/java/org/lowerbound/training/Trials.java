package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.ConstantSchedule;
import org.tensorflow.ndarray.Shape;

/** Small trials that train in a fraction of a second. */
final class Trials {
  static final int DIMENSION = 12;
  static final int EXAMPLES = 60;
  static final int BATCH_SIZE = 10;
  static final int STEPS_PER_EPOCH = EXAMPLES / BATCH_SIZE;

  private Trials() {}

  /** Returns the graph of a model without parameters, for a test to add some. */
  static ModelGraph parameters() {
    return ModelGraph.build(
        new ModelSpec() {
          @Override
          public LikelihoodKind checkFits(ObservedData observed) {
            return LikelihoodKind.DENSITY;
          }

          @Override
          public Model build(ModelScope scope) {
            return new Model() {};
          }
        },
        new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0)),
        1);
  }

  /** Returns grey images of which a binary one is drawn at each use. */
  static Dataset dynamicImages() {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : Split.values()) {
      RandomStream stream = new RandomStream(1, split.label());
      byte[] levels = new byte[EXAMPLES * DIMENSION];
      for (int row = 0; row < EXAMPLES; row++) {
        boolean left = stream.nextInt(2) == 0;
        for (int d = 0; d < DIMENSION; d++) {
          boolean bright = left == d < DIMENSION / 2;
          levels[row * DIMENSION + d] = (byte) (stream.nextInt(100) + (bright ? 150 : 5));
        }
      }
      splits.put(split, new Observations.Bytes(levels, EXAMPLES, DIMENSION));
    }
    return dataset(
        Shape.of(3, 4, 1), ValueKind.GREY, FreshDraw.BINARIZATION, splits.buildOrThrow());
  }

  /** Returns real observations; those of the training split are changed as told. */
  static Dataset realNumbers(float... firstTrainingValues) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : Split.values()) {
      RandomStream stream = new RandomStream(2, split.label());
      float[] values = new float[EXAMPLES * DIMENSION];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) stream.nextGaussian();
      }
      if (split == Split.TRAIN) {
        System.arraycopy(firstTrainingValues, 0, values, 0, firstTrainingValues.length);
      }
      splits.put(split, new Observations.Floats(values, EXAMPLES, DIMENSION));
    }
    return dataset(Shape.of(DIMENSION), ValueKind.REAL, FreshDraw.NOTHING, splits.buildOrThrow());
  }

  static Dataset dataset(
      Shape shape, ValueKind kind, FreshDraw drawn, ImmutableMap<Split, Observations> splits) {
    return Dataset.of("test-set", shape, kind, drawn, splits, Optional.empty(), Optional.empty());
  }

  static Vae vae(LikelihoodFamily likelihood) {
    Mlp mlp = new Mlp(ImmutableList.of(5), Activation.TANH, new GlorotUniform());
    return new Vae(
        3,
        mlp,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new StandardNormalPrior(),
        mlp,
        likelihood,
        new Corruption.None());
  }

  static Vae bernoulliVae() {
    return vae(new BernoulliLikelihood(false, OutputBias.DATA_MEAN));
  }

  static Vae normalVae() {
    // Not the training mean, which a NaN in the data would reach.
    return vae(new NormalLikelihood(new Scale.Learned(1), OutputBias.ZEROS));
  }

  static Objective elbo() {
    return new Elbo(
        new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient());
  }

  static Optimizer adam() {
    return new Adam(new ConstantSchedule(0.01), 0.9, 0.999, 1e-8);
  }

  /** Returns an optimizer that moves nothing. */
  static Optimizer still() {
    return new Adam(new ConstantSchedule(0), 0.9, 0.999, 1e-8);
  }

  static TrainingSpec epochs(int epochs) {
    return new TrainingSpec(
        BATCH_SIZE, Optional.of(epochs), Optional.empty(), Optional.empty(), 10, 1);
  }

  static TrainingSpec steps(long steps) {
    return new TrainingSpec(
        BATCH_SIZE, Optional.empty(), Optional.of(steps), Optional.empty(), 10, 1);
  }

  /** Makes one step that is not traced. */
  static Optional<double[]> step(
      TrialSession session, int[] rows, int turn, Progress progress, long stepsPerEpoch) {
    StepTracer untraced = new StepTracer(Optional.empty(), 0, 0);
    return session.step(rows, turn, progress, stepsPerEpoch, untraced);
  }

  /** Returns the rows of one step. */
  static int[] firstBatch() {
    return IntStream.range(0, BATCH_SIZE).toArray();
  }

  /** Returns one epoch of batches of another size. */
  static TrainingSpec batchesOf(int examples) {
    return new TrainingSpec(examples, Optional.of(1), Optional.empty(), Optional.empty(), 10, 1);
  }

  static TrialSpec spec(
      Dataset dataset,
      ModelSpec model,
      Objective objective,
      Optimizer optimizer,
      TrainingSpec training,
      long seed) {
    ImmutableList<Metric> metrics =
        ImmutableList.of(
            new ElboMetric(3, KlEstimator.CLOSED_FORM), new Nll(20, 7), new ActiveUnits(0.01));
    return new TrialSpec(
        source -> dataset,
        model,
        objective,
        optimizer,
        training,
        new EvaluationSpec(metrics, ImmutableList.of(Split.TEST, Split.TRAIN), ImmutableList.of()),
        seed);
  }

  /** Returns three epochs on {@link #dynamicImages}. */
  static TrialSpec binarySpec(Dataset dataset, long seed) {
    return spec(dataset, bernoulliVae(), elbo(), adam(), epochs(3), seed);
  }

  /** Remembers what it hears, and stops the trial after a number of steps. */
  static class Recorder implements TrialListener {
    final List<Epoch> epochs = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();
    long steps;
    long startedAt;
    private final long stopAfter;

    Recorder() {
      this(Long.MAX_VALUE);
    }

    Recorder(long stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void starts(long step, boolean reported, List<String> problems) {
      startedAt = step;
      remarks.addAll(problems);
    }

    @Override
    public void step(long done, long total) {
      steps++;
    }

    @Override
    public void epoch(Epoch epoch) {
      epochs.add(epoch);
    }

    @Override
    public void evaluating(Split split, String metric, int examplesDone, int examples) {}

    @Override
    public boolean cancelled() {
      return steps >= stopAfter;
    }
  }

  /** Returns the last two checkpoints of a folder, for any trial that a test calls its own. */
  static Checkpoints checkpoints(Path folder) {
    return new Checkpoints(folder, new Origin("trial", "course", "data", "build"));
  }

  /** Runs a trial with its checkpoints in a folder. */
  static TrialOutcome run(TrialSpec spec, Dataset dataset, TrialListener listener, Path folder) {
    return new Trainer(spec, dataset, listener, checkpoints(folder), KnownNumbers.NONE).run();
  }
}
