package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;
import org.lowerbound.model.LikelihoodKind;

/**
 * Where a trial's numbers come from.
 *
 * @param build the version and commit of Lowerbound
 * @param tensorflow the version of TensorFlow
 * @param host the Java and the machine
 * @param dataset which data
 * @param measure what the exponential of the trial's log-likelihoods is; empty if the trial failed
 *     before that was known, or is of a version that did not tell
 * @param plugins the SHA-256 of each plug-in that the trial is made of, by its file's name
 * @param configHash the hash of the trial's canonical resolved config
 * @param startedAt when the trial was started
 * @param init the trial whose parameters it has started from, if any
 * @param circumstances how the trial ran; empty if it is of a version that did not tell
 */
public record Provenance(
    BuildInfo build,
    String tensorflow,
    Host host,
    DatasetId dataset,
    Optional<LikelihoodKind> measure,
    ImmutableMap<String, String> plugins,
    String configHash,
    Instant startedAt,
    Optional<Ancestor> init,
    Optional<Circumstances> circumstances) {

  /** Makes the provenance of a trial of which no more is known. */
  public Provenance(
      BuildInfo build,
      String tensorflow,
      Host host,
      DatasetId dataset,
      Optional<LikelihoodKind> measure,
      ImmutableMap<String, String> plugins,
      String configHash,
      Instant startedAt) {
    this(
        build,
        tensorflow,
        host,
        dataset,
        measure,
        plugins,
        configHash,
        startedAt,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Which bytes a trial saw.
   *
   * @param name the data set's type name
   * @param fingerprint SHA-256, in hexadecimal, of all that decides the observations; {@code
   *     unknown} if the trial failed before the data was read
   */
  public record DatasetId(String name, String fingerprint) {}

  /** Returns what was made of the data, if that is told. */
  public Optional<DataUse> use() {
    return circumstances.flatMap(Circumstances::data);
  }

  /** Returns the provenance of another trial that has its numbers from the same training. */
  public Provenance of(ImmutableMap<String, String> otherPlugins, String otherConfigHash) {
    return new Provenance(
        build,
        tensorflow,
        host,
        dataset,
        measure,
        otherPlugins,
        otherConfigHash,
        startedAt,
        init,
        circumstances);
  }

  /** Returns the provenance of a trial that this process starts. */
  public static Provenance here(
      String tensorflow,
      DatasetId dataset,
      Optional<LikelihoodKind> measure,
      ImmutableMap<String, String> plugins,
      String configHash,
      Instant startedAt,
      Optional<Ancestor> init,
      Circumstances circumstances) {
    return new Provenance(
        BuildInfo.current(),
        tensorflow,
        Host.current(),
        dataset,
        measure,
        plugins,
        configHash,
        startedAt,
        init,
        Optional.of(circumstances));
  }
}
