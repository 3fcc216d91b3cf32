package org.lowerbound.tools;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultException;

/**
 * The data sets that have a name and something to be told of, plug-ins' included, with their
 * defaults.
 */
final class DataCatalog {
  private final SpecTypes types;
  private final ImmutableMap<String, DescribedDataset> sets;

  DataCatalog(SpecTypes types) {
    this.types = types;
    ImmutableMap.Builder<String, DescribedDataset> found = ImmutableMap.builder();
    for (String name : types.names(DatasetSpec.class)) {
      if (withDefaults(name).orElse(null) instanceof DescribedDataset described) {
        found.put(name, described);
      }
    }
    this.sets = found.buildOrThrow();
  }

  /** Returns a data set with its defaults, unless it has keys without. */
  private Optional<DatasetSpec> withDefaults(String name) {
    try {
      return Optional.of(
          new SpecReader(types).read(TextNode.valueOf(name), DatasetSpec.class, name));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** Returns the types it was made of. */
  SpecTypes types() {
    return types;
  }

  /** Returns all data sets by name. */
  ImmutableMap<String, DescribedDataset> sets() {
    return sets;
  }

  /**
   * Returns one.
   *
   * @throws ResultException if there is none of that name; the message lists them
   */
  DescribedDataset get(String name) {
    return Optional.ofNullable(sets.get(name))
        .orElseThrow(() -> new ResultException(Names.unknown("data set", name, sets.keySet())));
  }
}
