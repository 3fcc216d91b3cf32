package org.lowerbound.tools.bench;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.sweep.SweepFile;

/** What every part of a benchmark works with. */
final class BenchContext {
  private static final String CONFIG = "bench.json";

  private final Workspace workspace;
  private final Installation installation;
  private final BenchData data;
  private final Path config;
  private final BenchOptions options;
  private final Optional<TorchPython> python;
  private final PrintStream err;

  /**
   * Finds the sweep of the workloads.
   *
   * @param options what is asked for
   * @param err hears what goes on
   * @throws org.lowerbound.experiment.result.ResultException if the Python that is asked for has no
   *     PyTorch
   */
  BenchContext(
      Workspace workspace,
      Installation installation,
      BenchData data,
      BenchOptions options,
      PrintStream err) {
    this.workspace = workspace;
    this.installation = installation;
    this.data = data;
    this.config = SweepFile.find(CONFIG, Path.of(""));
    this.options = options;
    this.python = options.python().map(path -> TorchPython.find(workspace, path));
    this.err = err;
  }

  Workspace workspace() {
    return workspace;
  }

  Installation installation() {
    return installation;
  }

  /** Returns the Python to compare with, if one was asked for. */
  Optional<TorchPython> python() {
    return python;
  }

  BenchData data() {
    return data;
  }

  BenchOptions options() {
    return options;
  }

  /** Says what is done next. */
  void say(String line) {
    workspace.check();
    err.println("bench: " + line);
  }

  /** Returns those of some workloads that are asked for. */
  <T extends Timed> ImmutableList<T> asked(List<T> workloads) {
    return workloads.stream()
        .filter(workload -> options.asksFor(workload.label()))
        .collect(toImmutableList());
  }

  /** Returns an axis of some cases of the workloads' sweep, on the data that there are. */
  ArrayNode cases(List<? extends Timed> workloads) {
    JsonNode all = Json.read(config).get("axes").get(0).get("cases");
    ArrayNode axes = Axes.none();
    ObjectNode cases = axes.addObject().putObject("cases");
    for (Timed workload : workloads) {
      cases.set(workload.label(), overrides(all, workload));
    }
    return axes;
  }

  /** Returns what one case changes in the base trial. */
  ObjectNode overrides(Timed workload) {
    return overrides(Json.read(config).get("axes").get(0).get("cases"), workload);
  }

  private ObjectNode overrides(JsonNode all, Timed workload) {
    return data.onWhatThereIs(((ObjectNode) all.get(workload.label())).deepCopy());
  }

  /**
   * Writes a sweep that includes the workloads' sweep, whose base trial is W1.
   *
   * @param name its name
   * @param settings what is changed in the base trial
   * @param axes its axes
   */
  Path write(String name, ObjectNode settings, ArrayNode axes) {
    ObjectNode trial = data.settings();
    trial.setAll(settings);
    ObjectNode sweep = Json.object();
    sweep.put("name", name).put("include", include());
    sweep.set("trial", trial);
    sweep.set("axes", axes);
    return write(sweep);
  }

  /** Returns what a runner in any folder finds: inside a jar nothing has a path. */
  private String include() {
    return config.getFileSystem().equals(FileSystems.getDefault())
        ? config.toAbsolutePath().toString()
        : CONFIG;
  }

  /** Writes a sweep that stands by itself. */
  Path write(JsonNode sweep) {
    Path file = workspace.path("sweep.json");
    AtomicFiles.write(file, Json.print(sweep));
    return file;
  }

  /** Returns a sweep that is run in this process. */
  BenchSweep sweep(Path file) {
    return new BenchSweep(workspace, data, file);
  }

  /**
   * Starts a runner in a process of its own.
   *
   * @param javaOptions of the Java machine
   * @param sweep the sweep
   * @param out where its results go
   * @param jobs how many trials run side by side
   * @param arguments further options
   */
  ChildProcess runner(
      ImmutableList<String> javaOptions, Path sweep, Path out, int jobs, String... arguments) {
    ImmutableList<String> command =
        ImmutableList.<String>builder()
            .addAll(
                data.isMnist()
                    ? installation.runner(javaOptions)
                    : installation.runnerWithTools(javaOptions))
            .add("--sweep", sweep.toString(), "--out", out.toString())
            .add("--jobs", Integer.toString(jobs), "--progress", "plain")
            .addAll(data.options())
            .add(arguments)
            .build();
    return new ChildProcess(workspace, command, ImmutableMap.of());
  }
}
