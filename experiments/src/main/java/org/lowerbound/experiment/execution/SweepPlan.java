package org.lowerbound.experiment.execution;

import static com.google.common.base.Preconditions.checkState;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.evaluation.MetricException;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.PluginFaults;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.TableLayout;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.TrialColumns;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.TrialProblems;
import org.lowerbound.memory.ByteText;
import org.lowerbound.memory.MachineMemory;
import org.lowerbound.spec.PlacedException;
import org.lowerbound.training.CheckedTrial;
import org.lowerbound.training.InitSpec;
import org.lowerbound.training.TensorFlowRuntime;
import org.lowerbound.training.Trainer;
import org.lowerbound.training.TrialMemory;
import org.lowerbound.training.TrialSpec;

/** All trials of a sweep, resolved and checked before the first one runs. */
public final class SweepPlan {
  private final Sweep sweep;
  private final TrialPlanner planner;
  private final ImmutableMap<Need, ImmutableMap<String, PlannedTrial>> origins;
  private final OriginReader originReader;
  private final Datasets datasets;

  /** With their origins, once these are checked. */
  private ImmutableList<PlannedTrial> trials;

  /** Of the trials that a check was asked for, and of those that they need. */
  private ImmutableSet<String> checkedIds = ImmutableSet.of();

  /** What the check of each kind of trial has found out. */
  private final Map<TrialSpec, CheckedTrial> checked = new HashMap<>();

  private SweepPlan(
      Sweep sweep,
      TrialPlanner planner,
      ImmutableList<PlannedTrial> trials,
      OriginReader originReader,
      Datasets datasets) {
    this.sweep = sweep;
    this.planner = planner;
    this.trials = trials;
    this.origins =
        Maps.toMap(
            ImmutableList.copyOf(Need.values()),
            need -> SweepOrigins.of(trials, sweep.axisNames(), need));
    this.originReader = originReader;
    this.datasets = datasets;
  }

  /**
   * Resolves every trial: types, keys, ranges.
   *
   * @throws ConfigException with every problem found
   */
  public static SweepPlan of(Sweep sweep, SpecTypes types, DataSource source) {
    return of(sweep, types, source, PlanProgress.NONE);
  }

  /**
   * Does the same and tells how far it is.
   *
   * @throws ConfigException with every problem found
   */
  public static SweepPlan of(
      Sweep sweep, SpecTypes types, DataSource source, PlanProgress progress) {
    int count = sweep.trialCount();
    AtomicInteger done = new AtomicInteger();
    TrialPlanner planner = new TrialPlanner(types);
    ImmutableList<PlannedTrial> trials =
        sweep.resolve(
            trial -> {
              progress.checked(done.getAndIncrement(), count);
              return planner.plan(trial);
            },
            PlannedTrial::resolved);
    return new SweepPlan(
        sweep, planner, trials, new OriginReader(types, source), new Datasets(source));
  }

  /**
   * Checks what the configuration alone does not show: that the data can be had, that the parts of
   * each trial go together, that schedules fit the training, that every graph can be built, that a
   * trial that another starts from is there and fits, that the machine has the memory.
   *
   * @throws ConfigException with every problem found
   * @throws DataException if data cannot be had
   */
  public void check(MachineMemory machine) {
    check(trials, machine, PlanProgress.NONE);
  }

  /**
   * Does the same for some trials and those that they need, and tells how far it is. Of no other
   * trial data are loaded.
   *
   * @param chosen trials of this plan
   * @return the same trials with their origins
   * @throws ConfigException with every problem found
   * @throws DataException if data cannot be had
   */
  public ImmutableList<PlannedTrial> check(
      List<PlannedTrial> chosen, MachineMemory machine, PlanProgress progress) {
    checkedIds = needed(chosen);
    TrialProblems problems =
        new TrialProblems(trials.stream().map(trial -> trial.resolved().trial()).toList());
    OriginLinks links =
        new OriginLinks(sweep.name(), planner, origins, originReader, datasets, problems);
    trials = mapChecked(links::link);
    ImmutableList<PlannedTrial> needed =
        trials.stream().filter(this::isChecked).collect(toImmutableList());
    Map<Kind, Optional<String>> kinds = new HashMap<>();
    int done = 0;
    for (PlannedTrial trial : needed) {
      if (!OriginLinks.lacksSamples(trial)) { // Else it was said.
        kinds
            .computeIfAbsent(Kind.of(trial), kind -> problem(trial, machine))
            .ifPresent(problem -> problems.add(problem, trial.resolved().trial()));
      }
      progress.checked(++done, needed.size());
    }
    ImmutableList<String> sentences =
        ImmutableList.<String>builder()
            .addAll(problems.sentences())
            .addAll(reservedColumns())
            .build();
    if (!sentences.isEmpty()) {
      throw new ConfigException(sentences);
    }
    trials = mapChecked(trial -> trial.reading(datasets::get));
    Map<String, PlannedTrial> byId = Maps.uniqueIndex(trials, PlannedTrial::id);
    return chosen.stream().map(trial -> byId.get(trial.id())).collect(toImmutableList());
  }

  /** Returns the ids of some trials and of all that they start from or are trained on. */
  private ImmutableSet<String> needed(List<PlannedTrial> chosen) {
    Set<String> needed = new HashSet<>();
    Deque<PlannedTrial> open = new ArrayDeque<>(chosen);
    while (!open.isEmpty()) {
      String id = open.pop().id();
      if (needed.add(id)) {
        origins.values().stream()
            .flatMap(byId -> Optional.ofNullable(byId.get(id)).stream())
            .forEach(open::push);
      }
    }
    return ImmutableSet.copyOf(needed);
  }

  private ImmutableList<PlannedTrial> mapChecked(UnaryOperator<PlannedTrial> function) {
    return trials.stream()
        .map(trial -> isChecked(trial) ? function.apply(trial) : trial)
        .collect(toImmutableList());
  }

  /** Returns whether a trial is among those that {@link #check} was asked for, or needed by one. */
  boolean isChecked(PlannedTrial trial) {
    return checkedIds.contains(trial.id());
  }

  /** Trials that are right or wrong together: they, and where they start from. */
  private record Kind(TrialSpec spec, Optional<InitSpec> init, Optional<TrialSpec> origin) {
    static Kind of(PlannedTrial trial) {
      return new Kind(
          withoutSeed(trial.spec()),
          trial.spec().init(),
          trial.origin().map(origin -> withoutSeed(origin.spec())));
    }
  }

  /** Returns what is wrong with a kind of trial. */
  private Optional<String> problem(PlannedTrial trial, MachineMemory machine) {
    TrialSpec spec = trial.spec();
    try {
      Dataset dataset = datasets.get(spec.dataset());
      CheckedTrial found = Trainer.check(spec, dataset, datasets.besides(spec.evaluation()));
      trial.origin().ifPresent(origin -> checkFits(spec, dataset, origin));
      checkSamples(spec);
      if (!TensorFlowRuntime.usesGpu()) { // A GPU has memory of its own.
        found.memory().checkFits(machine);
      }
      checked.put(withoutSeed(spec), found);
      return Optional.empty();
    } catch (DataException e) {
      throw e;
    } catch (MetricException e) {
      return Optional.of(FailureMessage.of(e, trial));
    } catch (OutOfMemoryError e) {
      return Optional.of(heapTooSmall());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      Optional<String> ofPlugin = PluginFaults.describe(e, spec);
      if (ofPlugin.isEmpty() && !(e instanceof IllegalArgumentException)) {
        throw e;
      }
      return ofPlugin.or(() -> Optional.of(placed(e)));
    }
  }

  private static void checkFits(TrialSpec spec, Dataset dataset, InitOrigin origin) {
    PlacedException.in(
        "init",
        () -> {
          Trainer.checkInit(spec, TrialSpec.observed(dataset), origin.spec(), origin.observed());
          return origin;
        });
  }

  private static void checkSamples(TrialSpec spec) {
    if (spec.dataset() instanceof SampledData sampled) {
      PlacedException.in(
          "dataset",
          () -> {
            sampled.checkSamples();
            return sampled;
          });
    }
  }

  private static String placed(Throwable e) {
    return e instanceof PlacedException placed
        ? "trial.%s: %s".formatted(placed.place(), placed.getMessage())
        : String.valueOf(e.getMessage());
  }

  /** Checks the same for the machine that this is. */
  public void check() {
    check(MachineMemory.here());
  }

  private static String heapTooSmall() {
    return "Java's heap of %s has no room for the data and the first values of all parameters; smaller"
            .formatted(ByteText.of(Runtime.getRuntime().maxMemory()))
        + " layers work, or more heap: java -Xmx4g -jar runner.jar";
  }

  /** Returns a problem for each column of a metric that is named like one that every trial has. */
  private ImmutableList<String> reservedColumns() {
    ImmutableSet<String> reserved =
        TrialColumns.ALL.stream().map(Column::name).collect(ImmutableSet.toImmutableSet());
    return trials.stream()
        .map(trial -> trial.spec().evaluation())
        .distinct()
        .flatMap(evaluation -> evaluation.possibleColumns().stream())
        .map(Column::name)
        .filter(reserved::contains)
        .distinct()
        .map(
            name ->
                "a metric fills the column %s, which every trial has already; it needs another name"
                    .formatted(name))
        .collect(ImmutableList.toImmutableList());
  }

  /** Trials that differ in their seed alone, or in where they start from, have the same graph. */
  private static TrialSpec withoutSeed(TrialSpec spec) {
    return new TrialSpec(
        spec.dataset(),
        spec.model(),
        spec.objective(),
        spec.optimizer(),
        spec.training(),
        spec.evaluation(),
        0);
  }

  /** Returns the sweep. */
  public Sweep sweep() {
    return sweep;
  }

  /** Returns all trials, in order; after {@link #check} with the trials that they start from. */
  public ImmutableList<PlannedTrial> trials() {
    return trials;
  }

  /**
   * Returns what makes the table that the sweep asks for.
   *
   * @param measured the metrics of which there are numbers
   */
  ResultTableBuilder tableBuilder(Set<String> measured) {
    return new ResultTableBuilder(
        sweep.name(),
        sweep.description().orElse(""),
        table(),
        sweep.published(),
        columns(measured));
  }

  /**
   * Returns the table of which no trial has a result.
   *
   * @throws org.lowerbound.experiment.result.ResultException if the sweep asks for another than it
   *     can have
   */
  public ResultTable tableWithoutResults() {
    return tableBuilder(ImmutableSet.of())
        .build(
            trials.stream()
                .map(
                    trial ->
                        new TableTrial(
                            trial.id(), trial.resolved().trial().overrides(), Optional.empty()))
                .collect(toImmutableList()));
  }

  /**
   * Returns the hash of the sweep as it is resolved: the SHA-256 of the config hashes of its
   * trials, in order.
   */
  public String configHash() {
    ObjectNode hashes = Json.object();
    trials.forEach(trial -> hashes.withArray("/trials").add(trial.configHash()));
    return Json.sha256(hashes);
  }

  /**
   * Returns the data sets of some trials, each once.
   *
   * @throws DataException if one cannot be had
   */
  public ImmutableList<Dataset> datasets(List<PlannedTrial> chosen) {
    return chosen.stream()
        .map(trial -> trial.spec().dataset())
        .distinct()
        .map(datasets::get)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the index of the first in the row of trials that start from each other, or train on
   * each other's samples, of which a trial is the last.
   */
  public int firstIndex(PlannedTrial trial) {
    PlannedTrial first = trial;
    Optional<PlannedTrial> before = Optional.of(trial);
    while (before.isPresent()) {
      first = before.get();
      String id = first.id();
      before =
          origins.values().stream()
              .flatMap(byId -> Optional.ofNullable(byId.get(id)).stream())
              .findFirst();
    }
    return first.resolved().trial().index();
  }

  /** Returns the resolved configs of the trials of the sweep that a trial needs. */
  ImmutableMap<Need, JsonNode> originConfigs(PlannedTrial trial) {
    ImmutableMap.Builder<Need, JsonNode> configs = ImmutableMap.builder();
    origins.forEach(
        (need, byId) -> {
          PlannedTrial origin = byId.get(trial.id());
          if (origin != null) {
            configs.put(need, origin.resolved().config());
          }
        });
    return configs.buildOrThrow();
  }

  /**
   * Returns the columns that the trials fill; before {@link #check} has seen the data sets, those
   * that the trials may fill.
   */
  public ImmutableList<Column> columns() {
    return columns(ImmutableSet.of());
  }

  /**
   * Does the same where there are numbers.
   *
   * @param measured their metrics: of trials that were not checked, when others were, these and
   *     what the table asks for are all that is shown
   */
  ImmutableList<Column> columns(Set<String> measured) {
    Map<String, Column> columns = new LinkedHashMap<>();
    Set<Measuring> seen = new HashSet<>(); // Of many trials, few.
    for (PlannedTrial trial : trials) {
      EvaluationSpec evaluation = trial.spec().evaluation();
      Optional<MetricColumns> meaning =
          Optional.ofNullable(checked.get(withoutSeed(trial.spec())))
              .map(CheckedTrial::metricColumns);
      if (seen.add(new Measuring(evaluation, meaning))) {
        meaning
            .map(evaluation::columns)
            .orElseGet(() -> possibleColumns(evaluation, measured))
            .forEach(c -> columns.putIfAbsent(c.name(), c));
      }
    }
    trials.stream()
        .flatMap(trial -> TrialColumns.of(trial.spec().training()).stream())
        .forEach(c -> columns.putIfAbsent(c.name(), c));
    return ImmutableMap.copyOf(columns).values().asList();
  }

  private ImmutableList<Column> possibleColumns(EvaluationSpec evaluation, Set<String> measured) {
    Set<String> named = new HashSet<>(measured);
    named.addAll(sweep.table().columns().orElse(ImmutableList.of()));
    sweep.table().sort().ifPresent(named::add);
    return evaluation.possibleColumns().stream()
        .filter(column -> checked.isEmpty() || named.contains(column.name()))
        .collect(toImmutableList());
  }

  /** What decides a trial's columns. */
  private record Measuring(EvaluationSpec evaluation, Optional<MetricColumns> meaning) {}

  /**
   * Returns what the table shows: what the sweep asks for, but for columns that a setting from
   * outside has taken away.
   */
  public TableLayout table() {
    TableLayout asked = sweep.table();
    return sweep.setsEvaluation()
        ? new TableLayout(
            asked.rows(),
            asked
                .columns()
                .map(
                    names ->
                        names.stream()
                            .filter(name -> !columnsTakenAway().contains(name))
                            .collect(toImmutableList())),
            asked.sort().filter(name -> sortTakenAway().isEmpty()))
        : asked;
  }

  /** Returns the columns that the sweep's table asks for, but no trial is to measure any more. */
  public ImmutableSet<String> columnsTakenAway() {
    return takenAway(sweep.table().columns().orElse(ImmutableList.of()));
  }

  /** Returns the column that the sweep's table is to be sorted by, but no trial measures now. */
  public Optional<String> sortTakenAway() {
    return takenAway(sweep.table().sort().stream().toList()).stream().findFirst();
  }

  private ImmutableSet<String> takenAway(List<String> names) {
    ImmutableSet<String> measured =
        columns().stream().map(Column::name).collect(ImmutableSet.toImmutableSet());
    return sweep.setsEvaluation()
        ? names.stream()
            .filter(name -> !measured.contains(name))
            .collect(ImmutableSet.toImmutableSet())
        : ImmutableSet.of();
  }

  /** Returns what some trials take of the machine's memory; after {@link #check}. */
  public MemoryShare memory(List<PlannedTrial> chosen, MachineMemory machine) {
    Map<PlannedTrial, TrialMemory> ofTrials = new LinkedHashMap<>();
    chosen.forEach(trial -> ofTrials.put(trial, checked(trial).memory()));
    return new MemoryShare(ImmutableMap.copyOf(ofTrials), machine);
  }

  /** Returns what the numbers of a trial mean; after {@link #check}. */
  MetricColumns metricColumns(PlannedTrial trial) {
    return checked(trial).metricColumns();
  }

  private CheckedTrial checked(PlannedTrial trial) {
    CheckedTrial found = checked.get(withoutSeed(trial.spec()));
    checkState(found != null, "the plan is not checked");
    return found;
  }

  /** Returns what reads the trainings that trials start from. */
  OriginReader originReader() {
    return originReader;
  }

  Datasets datasets() {
    return datasets;
  }
}
