package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
import org.lowerbound.experiment.result.AncestorJson;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.RunCommandJson;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.sweep.Trial;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.training.Generation;
import org.lowerbound.training.TrialSpec;

/** Runs trials that another process has planned and checked. */
public final class RequestRunner {
  private static final String WHERE = "the task";

  /** As long as a worker without its runner takes at most to end itself, and some more. */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(20);

  private static final long MILLIS_TO_LOOK_AGAIN = 200;

  private final TrialPlanner planner;
  private final RunContext context;
  private final Optional<Path> out;

  /**
   * Loads nothing yet.
   *
   * @param source where data sets are
   * @param out the folder of results here, if it is not the one that requests name
   */
  public RequestRunner(SpecTypes types, DataSource source, Optional<Path> out) {
    this.out = out;
    this.planner = new TrialPlanner(types);
    this.context = new RunContext(new Datasets(source), new OriginReader(types, source));
  }

  /**
   * Runs a trial, with its lock. Who had the lock may just be ending: it is waited for a while.
   *
   * @param json a request that {@link RequestJson} wrote
   * @return what the trial gave; nothing if somebody else runs it
   * @throws ResultException if the request is not understood here in the same way, or results
   *     cannot be kept
   * @throws CancellationException if the user stopped the trial
   */
  public Optional<TrialResult> run(JsonNode json, TrialAudience audience)
      throws InterruptedException {
    TrialRequest request = decode(json);
    Stopwatch waited = Stopwatch.createStarted();
    Optional<TrialLock> lock = request.folder().lock();
    while (lock.isEmpty() && waited.elapsed().compareTo(LOCK_WAIT) < 0) {
      if (audience.cancelled().getAsBoolean()) {
        throw new CancellationException("stopped");
      }
      TimeUnit.MILLISECONDS.sleep(MILLIS_TO_LOOK_AGAIN);
      lock = request.folder().lock();
    }
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TrialRun(request, context, audience).run());
    } finally {
      lock.get().close();
    }
  }

  private TrialRequest decode(JsonNode json) {
    Map<String, JsonNode> overrides = new LinkedHashMap<>();
    json.path("overrides").properties().forEach(e -> overrides.put(e.getKey(), e.getValue()));
    Path asked = Path.of(json.path("folder").asText());
    Path folder = here(asked, asked);
    return new TrialRequest(
        planned(
            json,
            new Trial(
                json.path("index").asInt(), ImmutableMap.copyOf(overrides), json.path("config"))),
        originConfigs(json),
        folder,
        json.path("fresh").asBoolean(),
        Optional.ofNullable(json.get("objection")).map(JsonNode::asText),
        Optional.ofNullable(json.get("measure")).map(m -> LikelihoodKind.valueOf(m.asText())),
        new Trainings(
            folder.getParent(),
            Streams.stream(json.path("trainings"))
                .map(path -> here(asked, Path.of(path.asText())))
                .collect(toImmutableList())),
        new TrialRequest.Settings(
            json.path("jobs").asInt(),
            Optional.ofNullable(json.get("command")).map(c -> RunCommandJson.decode(c, WHERE)),
            json.has("trace")
                ? OptionalLong.of(json.path("trace").asLong())
                : OptionalLong.empty()));
  }

  /**
   * Returns where something is here.
   *
   * @param sweepFolder the sweep's results where the request was made
   * @param path something below the folder of results there
   */
  private Path here(Path sweepFolder, Path path) {
    return out.map(folder -> folder.resolve(sweepFolder.getParent().relativize(path))).orElse(path);
  }

  private PlannedTrial planned(JsonNode json, Trial trial) {
    PlannedTrial planned = planner.plan(trial);
    require("id", json.path("id").asText(), planned.id());
    Map<String, String> plugins = new LinkedHashMap<>();
    json.path("plugins").properties().forEach(e -> plugins.put(e.getKey(), e.getValue().asText()));
    require("plug-ins", ImmutableMap.copyOf(plugins), planned.plugins());
    context.datasets().keepOnly(planned); // Those of trials before it may be large.
    PlannedTrial withData =
        origin(json, planned, Need.SAMPLES)
            .map(found -> planned.on(samples((Generation) planned.spec().dataset(), found)))
            .orElse(planned);
    PlannedTrial linked =
        origin(json, withData, Need.PARAMETERS)
            .map(found -> planner.startingFrom(withData, found))
            .orElse(withData);
    require("course", json.path("course").asText(), linked.identity().course());
    return linked.reading(context.datasets()::get);
  }

  private static ImmutableMap<Need, JsonNode> originConfigs(JsonNode json) {
    ImmutableMap.Builder<Need, JsonNode> configs = ImmutableMap.builder();
    for (Need need : Need.values()) {
      JsonNode origin = origin(json, need);
      if (origin.isObject()) {
        configs.put(need, origin.path("config"));
      }
    }
    return configs.buildOrThrow();
  }

  private static JsonNode origin(JsonNode json, Need need) {
    return json.path("origins").path(RequestJson.key(need));
  }

  private Optional<InitOrigin> origin(JsonNode json, PlannedTrial trial, Need need) {
    JsonNode origin = origin(json, need);
    if (!origin.isObject()) {
      return need.of(trial.spec()).map(init -> context.originReader().inFolder(init, need));
    }
    TrialSpec spec = planner.plan(new Trial(0, ImmutableMap.of(), origin.path("config"))).spec();
    return Optional.of(
        new InitOrigin(
            origin.path("name").asText(),
            spec,
            TrialSpec.observed(form(spec.dataset())),
            AncestorJson.decode(origin.path("ancestor"), WHERE),
            Optional.empty()));
  }

  private SampledData samples(Generation generation, InitOrigin origin) {
    Dataset real = context.datasets().get(generation.real());
    return new SampledData(generation, real, generation.standIn(real), origin);
  }

  /** Returns data of the form of a trial's; samples of others are not made for it. */
  private Dataset form(DatasetSpec data) {
    return data instanceof Generation generation && generation.origin().isPresent()
        ? generation.standIn(context.datasets().get(generation.real()))
        : context.datasets().get(data);
  }

  private static void require(String what, Object asked, Object here) {
    if (!asked.equals(here)) {
      throw new ResultException(
          "the %s of the trial is %s where the sweep was read and %s where it is to run: both need the"
                  .formatted(what, asked, here)
              + " same runner.jar, plug-ins and data");
    }
  }
}
