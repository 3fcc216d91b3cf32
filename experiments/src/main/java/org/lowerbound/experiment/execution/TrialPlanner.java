package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.lowerbound.experiment.config.PluginSources;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.config.SpecWriter;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Trial;
import org.lowerbound.training.TrialSpec;

/** Makes of a trial's JSON, which is read here and nowhere else, all that a run needs of it. */
final class TrialPlanner {
  private final SpecReader reader;
  private final SpecWriter writer;
  private final PluginSources plugins = new PluginSources();

  TrialPlanner(SpecTypes types) {
    this.reader = new SpecReader(types);
    this.writer = new SpecWriter(types);
  }

  /**
   * Returns the planned trial. Its resolved config is what its spec is written as.
   *
   * @throws org.lowerbound.experiment.config.ConfigException with every problem of the config
   */
  PlannedTrial plan(Trial trial) {
    TrialSpec spec = reader.read(trial.config(), TrialSpec.class, "trial");
    JsonNode config = writer.write(spec);
    return new PlannedTrial(
        new ResolvedTrial(trial, config),
        spec,
        Identity.of(config, spec, plugins, Optional.empty()),
        plugins.of(spec),
        Optional.empty());
  }

  /** Returns a planned trial of which it is now known where it starts from. */
  PlannedTrial startingFrom(PlannedTrial trial, InitOrigin origin) {
    return new PlannedTrial(
        trial.resolved(),
        trial.spec(),
        Identity.of(
            trial.resolved().config(), trial.spec(), plugins, Optional.of(origin.ancestor())),
        trial.plugins(),
        Optional.of(origin));
  }
}
