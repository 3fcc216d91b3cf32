package org.lowerbound.experiment.execution;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.FilePaths;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.training.FirstValues;
import org.lowerbound.training.InitSpec;

/** Reads the finished trainings that trials start from. */
final class OriginReader {
  private final SpecTypes types;
  private final DataSource source;
  private final Map<InitSpec, InitOrigin> found = new HashMap<>();

  OriginReader(SpecTypes types, DataSource source) {
    this.types = types;
    this.source = source;
  }

  /**
   * Returns the origin that is in a folder.
   *
   * @throws ResultException if there is not one that has come to its end
   * @throws ConfigException if nothing is chosen, or the origin's config cannot be read
   */
  InitOrigin inFolder(InitSpec init, SweepOrigins.Need need) {
    InitOrigin known = found.get(init);
    if (known == null) {
      Path path = FilePaths.of("from", init.from().orElseThrow());
      Path folder =
          TrialFinder.find(
              path,
              SweepOrigins.selector(init, need),
              need.where() + ".only or case",
              types,
              source);
      FinishedTraining training = FinishedTraining.read(folder, types, source);
      known =
          new InitOrigin(
              folder.toString(),
              training.spec(),
              training.data().observed(),
              training.ancestor(folder.toString()),
              Optional.of(folder));
      found.put(init, known);
    }
    return known;
  }

  /**
   * Returns what an origin has left.
   *
   * @param folder where it is
   * @throws ResultException if it has not come to its end, or is not what it was; a message of one
   *     line says so
   */
  FirstValues firstValues(InitOrigin origin, Path folder) {
    FinishedTraining training = finished(origin, folder, "cannot start from");
    return new FirstValues(
        "%s (%s, %d steps)".formatted(origin.name(), folder, training.training().steps()),
        training.spec(),
        training.data().observed(),
        training.end());
  }

  /**
   * Returns the training of an origin.
   *
   * @param folder where it is
   * @param failing the beginning of a message
   * @throws ResultException if it has not come to its end, or is not what it was; a message of one
   *     line says so
   */
  FinishedTraining finished(InitOrigin origin, Path folder, String failing) {
    try {
      FinishedTraining training = FinishedTraining.read(folder, types, source);
      if (!training.ancestor("").sameTraining(origin.ancestor())) {
        throw new ResultException(
            "%s has another training than when this run started".formatted(folder));
      }
      return training;
    } catch (ResultException | ConfigException e) {
      throw new ResultException("%s %s: %s".formatted(failing, origin.name(), e.getMessage()), e);
    }
  }
}
