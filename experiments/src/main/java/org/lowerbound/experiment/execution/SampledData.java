package org.lowerbound.experiment.execution;

import com.google.common.base.MoreObjects;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.random.RandomStream;
import org.lowerbound.training.Generation;
import org.lowerbound.training.TrainedModel;

/**
 * The data of a {@link Generation} of which it is known whose samples it has. What is loaded for
 * the checks of a plan has real rows in the place of samples, which may not be there yet, and the
 * fingerprint of the data that are made when the trial runs: a function of the training that the
 * samples are of.
 */
final class SampledData implements DatasetSpec {
  private final Generation generation;
  private final Dataset real;
  private final Dataset standIn;
  private final InitOrigin origin;

  /**
   * Makes the data.
   *
   * @param real the real data
   * @param standIn data of the same form
   * @param origin the trial whose samples they are
   */
  SampledData(Generation generation, Dataset real, Dataset standIn, InitOrigin origin) {
    this.generation = generation;
    this.real = real;
    this.standIn = standIn;
    this.origin = origin;
  }

  @Override
  public Dataset load(DataSource source) {
    return Generation.known(standIn, fingerprint());
  }

  /**
   * Checks that the model can be drawn from, which need not be trained yet.
   *
   * @throws IllegalArgumentException if not; the message says which can
   */
  void checkSamples() {
    TrainedModel.checkSamples(origin.spec().model(), origin.observed(), generation.bias());
  }

  private String fingerprint() {
    Ancestor from = origin.ancestor();
    return generation.fingerprint(
        real,
        "%s %d %s %s".formatted(from.course(), from.steps(), from.patience(), from.fingerprint()));
  }

  /**
   * Makes the data.
   *
   * @param folders where trials of the sweep are
   * @throws ResultException if the other trial has not come to its end, or is not what it was
   * @throws IllegalArgumentException if its model cannot be drawn from
   */
  Dataset make(OriginReader reader, Function<String, Path> folders) {
    Path folder = origin.folder().orElseGet(() -> folders.apply(origin.ancestor().trial()));
    FinishedTraining left = reader.finished(origin, folder, "cannot draw samples of");
    // Not the same noise in each generation.
    long seed = RandomStream.key(left.spec().seed(), fingerprint());
    try (TrainedModel model =
        TrainedModel.open(left.spec().model(), left.data().observed(), left.state(), seed)) {
      return generation.of(
          real, model.sampleWithBias(generation.synthetic(), generation.bias()), fingerprint());
    }
  }

  /** Two are equal if their samples are of one trial. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SampledData that
        && generation.equals(that.generation)
        && origin.ancestor().equals(that.origin.ancestor())
        && origin.folder().equals(that.origin.folder());
  }

  @Override
  public int hashCode() {
    return generation.hashCode() * 31 + origin.ancestor().hashCode();
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .add("generation", generation)
        .add("trial", origin.name())
        .toString();
  }

  /** Returns the trial whose samples some data are, if they are. */
  static Optional<InitOrigin> origin(DatasetSpec data) {
    return data instanceof SampledData sampled ? Optional.of(sampled.origin) : Optional.empty();
  }
}
