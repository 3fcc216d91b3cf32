package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.training.Generation;

/** Loads each data set once for all the trials that use it. */
final class Datasets {
  private final DataSource source;
  private final Map<DatasetSpec, Dataset> loaded = new ConcurrentHashMap<>();

  Datasets(DataSource source) {
    this.source = source;
  }

  /**
   * Returns the data set of a spec.
   *
   * @throws org.lowerbound.data.source.DataException if it cannot be had
   */
  Dataset get(DatasetSpec spec) {
    return loaded.computeIfAbsent(spec, s -> NothingBuiltException.check(s, s.load(source)));
  }

  /** Returns the data set of a spec, if it is there without loading it. */
  Optional<Dataset> ifLoaded(DatasetSpec spec) {
    return Optional.ofNullable(loaded.get(spec));
  }

  /** Forgets all data sets but those of a trial. */
  void keepOnly(PlannedTrial trial) {
    Set<DatasetSpec> kept = new HashSet<>(trial.spec().evaluation().besides());
    kept.add(trial.spec().dataset());
    if (trial.spec().dataset() instanceof Generation generation) {
      kept.add(generation.real());
    }
    loaded.keySet().retainAll(kept);
  }

  /**
   * Returns the data sets that an evaluation reads besides the trial's.
   *
   * @throws org.lowerbound.data.source.DataException if one cannot be had
   */
  ImmutableMap<DatasetSpec, Dataset> besides(EvaluationSpec evaluation) {
    return evaluation.besides().stream()
        .collect(ImmutableMap.toImmutableMap(spec -> spec, this::get));
  }
}
