package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.model.LikelihoodKind;

/**
 * Where a table's numbers come from: the distinct values of its completed trials, in the order of
 * the trials. More than one commit, fingerprint or measure means that rows may not be comparable.
 *
 * @param builds the Lowerbound versions and commits
 * @param tensorflow the TensorFlow versions
 * @param hosts the Javas and machines
 * @param datasets the data sets with their fingerprints
 * @param measures what the exponentials of the log-likelihoods are, as far as the trials tell
 * @param firstStartedAt when the first trial was started; empty without trials
 * @param lastStartedAt when the last trial was started; empty without trials
 * @param inits the trials whose parameters trials have started from
 * @param making how the table was made
 */
public record ProvenanceSummary(
    ImmutableList<BuildInfo> builds,
    ImmutableList<String> tensorflow,
    ImmutableList<Host> hosts,
    ImmutableList<DatasetId> datasets,
    ImmutableList<LikelihoodKind> measures,
    Optional<Instant> firstStartedAt,
    Optional<Instant> lastStartedAt,
    ImmutableList<Ancestor> inits,
    Making making) {

  /** Makes the summary of trials of which no more is known. */
  public ProvenanceSummary(
      ImmutableList<BuildInfo> builds,
      ImmutableList<String> tensorflow,
      ImmutableList<Host> hosts,
      ImmutableList<DatasetId> datasets,
      ImmutableList<LikelihoodKind> measures,
      Optional<Instant> firstStartedAt,
      Optional<Instant> lastStartedAt) {
    this(
        builds,
        tensorflow,
        hosts,
        datasets,
        measures,
        firstStartedAt,
        lastStartedAt,
        ImmutableList.of(),
        Making.UNKNOWN);
  }

  /** Returns the summary of what trials give. */
  static ProvenanceSummary of(Collection<TrialResult> results) {
    return union(
        results.stream().map(ProvenanceSummary::ofOne).collect(toImmutableList()),
        results.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(results.stream().mapToDouble(r -> r.timing().wallSeconds()).sum()));
  }

  private static ProvenanceSummary ofOne(TrialResult result) {
    Provenance trial = result.provenance();
    return new ProvenanceSummary(
        ImmutableList.of(trial.build()),
        ImmutableList.of(trial.tensorflow()),
        ImmutableList.of(trial.host()),
        ImmutableList.of(trial.dataset()),
        trial.measure().stream().collect(toImmutableList()),
        Optional.of(trial.startedAt()),
        Optional.of(trial.startedAt()),
        trial.init().stream().collect(toImmutableList()),
        Making.of(result));
  }

  /**
   * Returns the summary of several tables in one, which no single command makes.
   *
   * @param wallSeconds the time that the trials took, if that is known of all
   */
  public static ProvenanceSummary union(
      List<ProvenanceSummary> tables, OptionalDouble wallSeconds) {
    return new ProvenanceSummary(
        union(tables, ProvenanceSummary::builds),
        union(tables, ProvenanceSummary::tensorflow),
        union(tables, ProvenanceSummary::hosts),
        union(tables, ProvenanceSummary::datasets),
        union(tables, ProvenanceSummary::measures),
        tables.stream()
            .flatMap(table -> table.firstStartedAt().stream())
            .min(Comparator.naturalOrder()),
        tables.stream()
            .flatMap(table -> table.lastStartedAt().stream())
            .max(Comparator.naturalOrder()),
        union(tables, ProvenanceSummary::inits),
        Making.union(
            tables.stream().map(ProvenanceSummary::making).collect(toImmutableList()),
            wallSeconds));
  }

  private static <T> ImmutableList<T> union(
      List<ProvenanceSummary> tables, Function<ProvenanceSummary, ImmutableList<T>> part) {
    return tables.stream()
        .flatMap(table -> part.apply(table).stream())
        .distinct()
        .collect(toImmutableList());
  }

  /** Returns the same of a table that is made otherwise. */
  ProvenanceSummary with(Making newMaking) {
    return new ProvenanceSummary(
        builds,
        tensorflow,
        hosts,
        datasets,
        measures,
        firstStartedAt,
        lastStartedAt,
        inits,
        newMaking);
  }
}
