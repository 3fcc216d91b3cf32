package org.lowerbound.experiment;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.FinishedTraining;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.training.Examples;
import org.lowerbound.training.TrainedModel;
import org.lowerbound.training.TrialSpec;

/**
 * A trial whose training is over, opened to be used.
 *
 * <pre>{@code
 * try (var trial = TrainedTrial.open(Path.of("results/beta/trials/0123456789ab"))) {
 *   Matrix images = trial.model().sample(64); // [64, D]
 * }
 * }</pre>
 */
public final class TrainedTrial implements AutoCloseable {
  private final FinishedTraining training;
  private final TrainedModel model;
  private final Supplier<Dataset> dataset;

  private TrainedTrial(FinishedTraining training, TrainedModel model, DataSource source) {
    this.training = training;
    this.model = model;
    this.dataset = Suppliers.memoize(() -> load(source));
  }

  /**
   * Opens the trial of a folder, with draws from the trial's seed and data where the environment
   * says that they are.
   *
   * @throws ResultException if the folder has no training that came to its end
   * @throws org.lowerbound.experiment.config.ConfigException if its config cannot be read
   */
  public static TrainedTrial open(Path folder) {
    return open(folder, DataPlaces.usual(), OptionalLong.empty(), rows -> {});
  }

  /**
   * Opens the trial of a folder.
   *
   * @param source where data are
   * @param seed of all draws; the trial's if not given
   * @param progress hears how many rows of a call are done
   * @throws ResultException if the folder has no training that came to its end
   * @throws org.lowerbound.experiment.config.ConfigException if its config cannot be read
   */
  public static TrainedTrial open(
      Path folder, DataSource source, OptionalLong seed, IntConsumer progress) {
    FinishedTraining training = FinishedTraining.read(folder, StandardTypes.withPlugins(), source);
    try {
      return new TrainedTrial(
          training,
          TrainedModel.open(
              training.spec().model(),
              training.data().observed(),
              training.state(),
              seed.orElse(training.spec().seed()),
              progress),
          source);
    } catch (IllegalArgumentException e) {
      throw new ResultException(folder + ": " + e.getMessage(), e);
    }
  }

  /** Returns the trial's identity. */
  public String id() {
    return training.id();
  }

  /** Returns what was run. */
  public TrialSpec spec() {
    return training.spec();
  }

  /** Returns what is to be known of the training, in sentences. */
  public ImmutableList<String> remarks() {
    return training.remarks();
  }

  /** Returns the trained model. */
  public TrainedModel model() {
    return model;
  }

  /**
   * Returns the data set of the trial, which is loaded when it is first asked for.
   *
   * @throws org.lowerbound.data.source.DataException if it cannot be had
   * @throws ResultException if it is not what the model was trained on
   */
  public Dataset dataset() {
    return dataset.get();
  }

  /**
   * Returns a split as the trial's metrics see it.
   *
   * @throws IllegalArgumentException if there is no such split
   */
  public Examples examples(Split split) {
    return Examples.of(dataset(), split, spec().seed());
  }

  private Dataset load(DataSource source) {
    Dataset loaded = NothingBuiltException.check(spec().dataset(), spec().dataset().load(source));
    training.checkData(loaded);
    return loaded;
  }

  @Override
  public void close() {
    model.close();
  }
}
