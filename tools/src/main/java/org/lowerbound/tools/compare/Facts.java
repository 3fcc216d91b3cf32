package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.Locale;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Execution;
import org.lowerbound.experiment.result.Host;
import org.lowerbound.experiment.result.Making;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.ProvenanceSummary;
import org.lowerbound.memory.ByteText;
import org.lowerbound.model.LikelihoodKind;

/**
 * Where numbers come from.
 *
 * @param known the values by what they are of, several where trials differ
 * @param told what is told at all: plug-ins are not by a table alone
 */
public record Facts(ImmutableSetMultimap<String, String> known, ImmutableSet<String> told) {
  private static final int FINGERPRINT_SHOWN = 12;

  private static final String COMMIT = "commit";
  private static final String TENSORFLOW = "TensorFlow";
  private static final String JAVA = "Java";
  private static final String PLATFORM = "platform";
  private static final String PROCESSOR = "processor";
  private static final String DATA = "data";
  private static final String LIKELIHOOD = "likelihood";
  private static final String PLUGINS = "plug-ins";
  private static final String START = "start";
  private static final String CORES = "cores";
  private static final String MEMORY = "memory";
  private static final String THREADS = "threads of a trial";
  private static final String NATIVES = "native TensorFlow";
  private static final String ENVIRONMENT = "environment";

  private static final ImmutableList<String> OF_A_TABLE =
      ImmutableList.of(COMMIT, TENSORFLOW, JAVA, PLATFORM, PROCESSOR, DATA, LIKELIHOOD, START);

  /** What results of older versions do not tell, which is no difference to those that do. */
  private static final ImmutableSet<String> OF_LATE =
      ImmutableSet.of(CORES, MEMORY, THREADS, NATIVES, ENVIRONMENT);

  /**
   * Something in which two differ.
   *
   * @param what what it is
   * @param a what the first has; nothing if it has none
   * @param b what the second has
   */
  record Difference(String what, ImmutableSet<String> a, ImmutableSet<String> b) {}

  /** Returns the facts of trials. */
  static Facts of(Collection<Provenance> trials) {
    ImmutableSetMultimap.Builder<String, String> facts = ImmutableSetMultimap.builder();
    for (Provenance trial : trials) {
      put(facts, trial.build());
      facts.put(TENSORFLOW, trial.tensorflow());
      put(facts, trial.host());
      put(facts, trial.dataset());
      trial.measure().ifPresent(measure -> put(facts, measure));
      trial.plugins().forEach((name, hash) -> facts.put(PLUGINS, name + " " + shortened(hash)));
      trial.init().ifPresent(init -> put(facts, init));
      trial.circumstances().ifPresent(known -> put(facts, known.execution()));
    }
    return new Facts(
        facts.build(),
        ImmutableSet.<String>builder().addAll(OF_A_TABLE).add(PLUGINS).addAll(OF_LATE).build());
  }

  /** Returns the facts of a table. */
  static Facts of(ProvenanceSummary table) {
    ImmutableSetMultimap.Builder<String, String> facts = ImmutableSetMultimap.builder();
    table.builds().forEach(build -> put(facts, build));
    facts.putAll(TENSORFLOW, table.tensorflow());
    table.hosts().forEach(host -> put(facts, host));
    table.datasets().forEach(data -> put(facts, data));
    table.measures().forEach(measure -> put(facts, measure));
    table.inits().forEach(init -> put(facts, init));
    Making making = table.making();
    making.executions().forEach(execution -> put(facts, execution));
    making.plugins().forEach((name, hash) -> facts.put(PLUGINS, name + " " + shortened(hash)));
    ImmutableSet.Builder<String> told = ImmutableSet.<String>builder().addAll(OF_A_TABLE);
    if (!making.executions().isEmpty()) {
      told.add(PLUGINS); // Whoever tells how trials ran tells by which plug-ins, too.
    }
    return new Facts(facts.build(), told.addAll(OF_LATE).build());
  }

  private static void put(ImmutableSetMultimap.Builder<String, String> facts, BuildInfo build) {
    facts.put(COMMIT, "%s (%s)".formatted(build.shortCommit(), build.version()));
  }

  private static void put(ImmutableSetMultimap.Builder<String, String> facts, Host host) {
    facts.put(JAVA, host.java());
    facts.put(PLATFORM, host.platform());
    facts.put(PROCESSOR, host.cpu());
    host.cores().ifPresent(cores -> facts.put(CORES, Long.toString(cores)));
    host.memoryBytes().ifPresent(bytes -> facts.put(MEMORY, ByteText.of(bytes)));
  }

  private static void put(ImmutableSetMultimap.Builder<String, String> facts, Execution execution) {
    facts.put(THREADS, Integer.toString(execution.threads()));
    facts.put(NATIVES, execution.natives());
    facts.put(
        ENVIRONMENT,
        execution.settings().isEmpty()
            ? "nothing for TensorFlow"
            : Joiner.on(", ").withKeyValueSeparator("=").join(execution.settings()));
  }

  private static void put(ImmutableSetMultimap.Builder<String, String> facts, DatasetId data) {
    facts.put(DATA, text(data));
  }

  private static void put(
      ImmutableSetMultimap.Builder<String, String> facts, LikelihoodKind measure) {
    facts.put(LIKELIHOOD, measure.name().toLowerCase(Locale.ROOT));
  }

  private static void put(ImmutableSetMultimap.Builder<String, String> facts, Ancestor init) {
    facts.put(START, "trial %s after %d steps".formatted(init.trial(), init.steps()));
  }

  /** Returns e.g. {@code mnist 0123456789ab}. */
  static String text(DatasetId data) {
    return data.name() + " " + shortened(data.fingerprint());
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(FINGERPRINT_SHOWN, hash.length()));
  }

  /** Returns the likelihoods, where two sides have any in which they differ. */
  boolean likelihoodDiffers(Facts other) {
    return differences(other).stream().anyMatch(difference -> difference.what().equals(LIKELIHOOD));
  }

  /** Returns in what two differ, as far as both tell. */
  ImmutableList<Difference> differences(Facts other) {
    return Sets.intersection(told, other.told).stream()
        .filter(what -> !known.get(what).equals(other.known.get(what)))
        .filter(
            what ->
                !OF_LATE.contains(what)
                    || (known.containsKey(what) && other.known.containsKey(what)))
        .map(what -> new Difference(what, known.get(what), other.known.get(what)))
        .collect(toImmutableList());
  }

  /** Returns what one of two does not tell, by whether it is this one. */
  ImmutableMap<String, Boolean> untold(Facts other) {
    ImmutableMap.Builder<String, Boolean> untold = ImmutableMap.builder();
    Sets.difference(other.told, told).forEach(what -> untold.put(what, true));
    Sets.difference(told, other.told).forEach(what -> untold.put(what, false));
    return untold.buildOrThrow();
  }
}
