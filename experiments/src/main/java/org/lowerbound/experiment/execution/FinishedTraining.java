package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.PluginSources;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.experiment.result.TrainingData;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.training.Checkpoint;
import org.lowerbound.training.Checkpoints;
import org.lowerbound.training.Origin;
import org.lowerbound.training.TrainedState;
import org.lowerbound.training.TrialSpec;

/**
 * What a trial's folder keeps of a training that came to its end.
 *
 * @param id the trial
 * @param spec what was run
 * @param data what the training knew of its data
 * @param training its course and length
 * @param end the state that it has left
 * @param remarks what is to be known of them, in sentences
 */
public record FinishedTraining(
    String id,
    TrialSpec spec,
    TrainingData data,
    Training training,
    Checkpoint end,
    ImmutableList<String> remarks) {
  /**
   * Reads a trial's folder.
   *
   * @param types the names of its config
   * @param source where the data set is looked for, should the folder not have what the training
   *     knew of it
   * @throws ResultException if the folder is no trial's, or its training has not come to its end,
   *     or its state cannot be used; the message says why
   * @throws ConfigException if its config cannot be read, as without a plug-in that it names
   */
  public static FinishedTraining read(Path path, SpecTypes types, DataSource source) {
    Path file = path.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new ResultException(
          "%s is no trial's folder: there is no config.json in it".formatted(path));
    }
    JsonNode config = Json.read(file);
    TrialSpec spec;
    PluginSources plugins = new PluginSources();
    try {
      spec = new SpecReader(types).read(config, TrialSpec.class, "trial");
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
    TrialFolder folder = new TrialFolder(path);
    TrialResult result = result(folder);
    Training training = result.training().orElseThrow(() -> notFinished(path));
    Identity identity = Identity.of(config, spec, plugins, result.provenance().init());
    if (!result.provenance().plugins().equals(plugins.of(spec))) {
      throw new ResultException("%s: it ran with another version of its plug-ins".formatted(path));
    }
    String fingerprint = result.provenance().dataset().fingerprint();
    Checkpoints.End end;
    try {
      end =
          folder
              .checkpoints(
                  new Origin(
                      result.id(), identity.course(), fingerprint, BuildInfo.current().commit()))
              .end(training.steps());
    } catch (IllegalArgumentException e) {
      throw new ResultException(e.getMessage() + "; the runner makes it again with --fresh", e);
    }
    ImmutableList.Builder<String> remarks = ImmutableList.builder();
    if (!end.build().equals(BuildInfo.current().commit())) {
      remarks.add(
          "the training was made by another build (%s; this is %s)"
              .formatted(end.build(), BuildInfo.current().commit()));
    }
    TrainingData data =
        folder.trainingData(fingerprint).orElseGet(() -> ofDataset(spec, source, fingerprint));
    return new FinishedTraining(
        result.id(), spec, data, training, end.checkpoint(), remarks.build());
  }

  /** Returns the trained variables. */
  public TrainedState state() {
    return new TrainedState(
        end.trained(), spec.training().average().isPresent(), spec.training().end(data.examples()));
  }

  /**
   * Returns what identifies the training for those that start from it: what is known of it before
   * it has run, so that it is the same for those that wait for it.
   *
   * @param folder where it is
   */
  Ancestor ancestor(String folder) {
    return new Ancestor(
        id,
        training.course(),
        spec.training().totalSteps(data.examples()),
        spec.training().patience(),
        data.fingerprint(),
        folder);
  }

  private static TrialResult result(TrialFolder folder) {
    Optional<TrialResult> result = folder.readResult();
    if (result.isEmpty()) {
      throw notFinished(folder.path());
    }
    if (result.get().status() != TrialStatus.COMPLETED) {
      throw new ResultException(
          "%s: the trial %s%s"
              .formatted(
                  folder.path(),
                  result.get().status() == TrialStatus.DIVERGED ? "diverged" : "failed",
                  result.get().message().map(message -> ": " + message).orElse("")));
    }
    return result.get();
  }

  private static ResultException notFinished(Path folder) {
    return new ResultException(
        "%s: the training has not come to its end; the runner goes on with it".formatted(folder));
  }

  private static TrainingData ofDataset(TrialSpec spec, DataSource source, String fingerprint) {
    Dataset dataset = NothingBuiltException.check(spec.dataset(), spec.dataset().load(source));
    checkData(dataset, fingerprint);
    return TrainingData.of(dataset);
  }

  /**
   * Checks that a data set is the one that the training saw.
   *
   * @throws ResultException if not
   */
  public void checkData(Dataset dataset) {
    checkData(dataset, data.fingerprint());
  }

  private static void checkData(Dataset dataset, String fingerprint) {
    ResultCheck.changed(dataset.name(), fingerprint, dataset.fingerprint())
        .ifPresent(
            reason -> {
              throw new ResultException(reason);
            });
  }
}
