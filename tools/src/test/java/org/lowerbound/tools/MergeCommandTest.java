package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.sweep.Shard;
import org.lowerbound.experiment.sweep.SweepFile;

/** What the runner leaves of small sweeps is merged as it is. */
class MergeCommandTest {
  private static final String SWEEP =
      """
      {
        "name": "small",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "validation": 0, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": []}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"objective.beta": [1, 2], "seed": [1, 2]}}]
      }
      """;

  @TempDir static Path folder;
  private static Path whole;
  private static Path first;
  private static Path second;
  private static Path otherSeeds;

  @TempDir Path scratch;

  @BeforeAll
  static void train() throws IOException {
    whole = run("whole", SWEEP, Optional.empty());
    first = run("first", SWEEP, Optional.of("1/2"));
    second = run("second", SWEEP, Optional.of("2/2"));
    otherSeeds = run("seeds", SWEEP.replace("[1, 2]}}]", "[2, 3]}}]"), Optional.empty());
  }

  /** Runs a sweep, or a share of it, as the runner does. */
  private static Path run(String out, String sweep, Optional<String> shard) throws IOException {
    Path file = Files.writeString(folder.resolve("small.json"), sweep);
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(file),
            StandardTypes.withPlugins(),
            new DataSource(Optional.empty(), folder.resolve("cache")));
    plan.check();
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    arguments.add("--sweep", "small.json", "--out", out);
    shard.ifPresent(share -> arguments.add("--shard", share));
    RunCommand command = new RunCommand(arguments.build(), ImmutableList.of(), "c0ffee");
    SweepRun run =
        new SweepRun(plan, folder.resolve(out), OptionalLong.empty(), Optional.of(command));
    run.open();
    ImmutableList<PlannedTrial> trials =
        shard
            .map(share -> Shard.parse(share).select(plan.trials(), plan::firstIndex))
            .orElse(plan.trials());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    try (Progress progress = ProgressMode.NONE.open(trials.size(), 1, nowhere)) {
      run.run(trials, 1, progress);
    }
    return run.folder();
  }

  private record Ran(int status, String out, String err) {}

  private static Ran tools(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private Ran merge(Path a, Path b, String... more) {
    return tools(
        Stream.concat(
                Stream.of("merge", a.toString(), b.toString(), "--out", merged().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path merged() {
    return scratch.resolve("merged");
  }

  private ResultTable table() {
    return ResultTableJson.read(merged().resolve("table.json"));
  }

  private void assertMerged(Ran ran) {
    assertEquals(0, ran.status(), ran.err());
  }

  private void assertRefused(String words, Ran ran) {
    assertEquals(2, ran.status(), ran.out());
    assertTrue(
        ran.err().replace(scratch.toString(), "$").replace(folder.toString(), "$").contains(words),
        ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertFalse(Files.exists(merged().resolve("table.json")), "nothing is left behind");
    try (Stream<Path> files = Files.list(scratch)) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().contains(".merging-")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a copy of a sweep's folder that a test may change. */
  private Path copy(Path from, String name) throws IOException {
    Path to = scratch.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  /** Returns a copy that has no trials. */
  private Path tableOf(Path from, String name) throws IOException {
    Path to = Files.createDirectories(scratch.resolve(name));
    for (String file : new String[] {"table.json", "sweep.json"}) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
    return to;
  }

  private static void edit(Path file, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    String after = change.apply(before);
    assertFalse(after.equals(before), "nothing was changed in " + before);
    Files.writeString(file, after);
  }

  /** A result has a checksum, so that it can be changed as the runner writes it alone. */
  private static void rewrite(Path file, UnaryOperator<TrialResult> change) {
    TrialResultJson.write(file, change.apply(TrialResultJson.read(file)));
  }

  private static TrialResult withElbo(TrialResult result, double value) {
    Map<String, Estimate> metrics = new LinkedHashMap<>(result.metrics());
    Estimate elbo = metrics.get("elbo");
    metrics.put("elbo", new Estimate(value, elbo.standardError(), elbo.n(), elbo.caveats()));
    return with(result, ImmutableMap.copyOf(metrics), result.provenance());
  }

  private static TrialResult withOtherData(TrialResult result) {
    Provenance was = result.provenance();
    Provenance other =
        new Provenance(
            was.build(),
            was.tensorflow(),
            was.host(),
            new DatasetId(was.dataset().name(), "0".repeat(64)),
            was.measure(),
            was.plugins(),
            was.configHash(),
            was.startedAt());
    return with(result, result.metrics(), other);
  }

  private static TrialResult with(
      TrialResult result, ImmutableMap<String, Estimate> metrics, Provenance provenance) {
    return new TrialResult(
        result.id(),
        result.status(),
        result.message(),
        metrics,
        result.training(),
        result.measured(),
        provenance,
        result.timing());
  }

  /** Returns the id of a trial that the first shard has run. */
  private static String ranInFirst() {
    return ResultTableJson.read(first.resolve("table.json")).rows().get(0).completed().get(0).id();
  }

  private static Path result(Path sweep, String id) {
    return sweep.resolve("trials").resolve(id).resolve("result.json");
  }

  /** All that a clock says, and where results were put. */
  private static String timeless(Path table) throws IOException {
    return Files.readString(table)
        .replaceAll("(\"(first|last)StartedAt\": )\"[^\"]*\"", "$1\"\"")
        .replaceAll("(\"wallSeconds\": )[0-9.eE+-]+", "$10")
        .replace(", \"--out\", \"whole\"", "")
        .replace(" --out whole", "");
  }

  @Test
  void shardsAreTheTableOfOneRun() throws IOException {
    Ran ran = merge(first, second);
    assertMerged(ran);
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("4 trials in 2 rows"), ran.out());
    assertEquals(timeless(whole.resolve("table.json")), timeless(merged().resolve("table.json")));
    assertEquals(
        Files.readString(whole.resolve("sweep.json")),
        Files.readString(merged().resolve("sweep.json")));
    // The order in which they are given does not matter where there is one of the sweep.
    Path again = scratch.resolve("again");
    assertEquals(
        0, tools("merge", second.toString(), first.toString(), "--out", again.toString()).status());
    assertEquals(timeless(whole.resolve("table.json")), timeless(again.resolve("table.json")));
  }

  @Test
  void trialsComeWholeButForTheirLocks() throws IOException {
    assertMerged(merge(first, second));
    try (Stream<Path> trials = Files.list(merged().resolve("trials"))) {
      for (Path trial : (Iterable<Path>) trials::iterator) {
        String id = trial.getFileName().toString();
        Path from = Files.exists(result(first, id)) ? first : second;
        try (Stream<Path> files = Files.walk(from.resolve("trials").resolve(id))) {
          for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
            Path copy = merged().resolve(from.relativize(file).toString());
            assertEquals(!file.endsWith(".lock"), Files.exists(copy), copy.toString());
            assertTrue(!Files.exists(copy) || Files.mismatch(file, copy) < 0, copy.toString());
          }
        }
      }
    }
    // What is merged can be used: nothing is left to run, and a model is found.
    assertEquals(
        0,
        tools(
                "encode",
                merged().toString(),
                "--only",
                "objective.beta=2,seed=1",
                "--out",
                scratch.resolve("codes.npz").toString())
            .status());
  }

  @Test
  void otherSeedsOfASweepAreFurtherTrialsOfItsRows() throws IOException {
    Ran ran = merge(whole, otherSeeds);
    assertMerged(ran);
    assertTrue(ran.err().contains("2 results of trials that others have, too"), ran.err());
    ResultTable table = table();
    assertEquals(2, table.rows().size());
    ResultTable a = ResultTableJson.read(whole.resolve("table.json"));
    ResultTable b = ResultTableJson.read(otherSeeds.resolve("table.json"));
    for (int row = 0; row < 2; row++) {
      ImmutableList<Double> values = table.rows().get(row).metrics().get("elbo").values();
      ImmutableList<Double> ofA = a.rows().get(row).metrics().get("elbo").values();
      ImmutableList<Double> ofB = b.rows().get(row).metrics().get("elbo").values();
      assertEquals(ImmutableList.of(ofA.get(0), ofA.get(1), ofB.get(1)), values);
      double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      Cell cell = table.rows().get(row).metrics().get("elbo");
      assertEquals(mean, cell.mean(), 1e-12);
      assertEquals(Math.sqrt(squares / 2 / 3), cell.standardError().orElseThrow().value(), 1e-12);
    }
    assertEquals(
        "[1,2,3]", Json.read(merged().resolve("sweep.json")).at("/axes/0/grid/seed").toString());
  }

  @Test
  void tablesAloneAreMergedByTheirValues() throws IOException {
    Path a = tableOf(first, "a");
    Path b = tableOf(second, "b");
    assertRefused(
        "$/a has not the folders of all trials that its table has; --table-only merges the tables"
            + " alone",
        merge(a, b));
    assertMerged(merge(a, b, "--table-only"));
    assertFalse(Files.exists(merged().resolve("trials")));
    ResultTable one = ResultTableJson.read(whole.resolve("table.json"));
    assertEquals(
        one.rows().stream().map(TableRow::metrics).toList(),
        table().rows().stream().map(TableRow::metrics).toList());
    assertEquals(one.provenance().datasets(), table().provenance().datasets());
    assertEquals(one.provenance().making().seeds(), table().provenance().making().seeds());
  }

  @Test
  void sweepsWithOtherRowsAreAddedWhereTheirColumnsAreTheSame() throws IOException {
    Path other = copy(whole, "other");
    edit(
        other.resolve("sweep.json"),
        text ->
            text.replace("\"epochs\": 1", "\"epochs\": 2").replaceAll("\\[ 1, 2 ]", "[ 1, 2 ]"));
    // As if they had been trained for longer, with values of β that the first has not.
    edit(
        other.resolve("table.json"),
        text -> text.replace("\"objective.beta\": ", "\"objective.beta\": 1"));
    Ran ran = merge(whole, other, "--table-only");
    assertMerged(ran);
    assertEquals(4, table().rows().size());
    assertTrue(ran.err().contains("there is no sweep.json"), ran.err());
    assertTrue(Files.exists(merged().resolve("sweeps/2.json")));
    assertFalse(Files.exists(merged().resolve("sweep.json")));
  }

  @Test
  void aTrialWithOtherNumbersIsAnError() throws IOException {
    Path other = copy(first, "other");
    String id = ranInFirst();
    String value =
        Double.toString(Json.read(result(first, id)).at("/metrics/elbo/value").asDouble());
    rewrite(result(other, id), result -> withElbo(result, -3.5));
    assertRefused(
        "the trial %s has other numbers: elbo is %s in $/first/small, -3.5 in $/other; one of them"
            .formatted(id, value),
        merge(first, other));
    assertRefused("has other numbers", merge(first, other, "--prefer", first.toString()));
  }

  @Test
  void roundingIsAnErrorUnlessOneIsPreferred() throws IOException {
    Path other = copy(first, "other");
    String id = ranInFirst();
    double value = Json.read(result(first, id)).at("/metrics/elbo/value").asDouble();
    double near = value * (1 + 1e-9);
    rewrite(result(other, id), result -> withElbo(result, near));
    assertRefused(
        "that is no more than rounding: --prefer $/first/small takes those of the first",
        merge(first, other));
    assertMerged(merge(first, other, "--prefer", other.toString()));
    assertEquals(near, table().rows().get(0).metrics().get("elbo").values().get(0));
  }

  @Test
  void otherDataAreRefused() throws IOException {
    Path other = copy(second, "other");
    try (Stream<Path> files = Files.walk(other)) {
      for (Path file : (Iterable<Path>) files.filter(f -> f.endsWith("result.json"))::iterator) {
        rewrite(file, MergeCommandTest::withOtherData);
      }
    }
    assertRefused("the data of linear-gaussian are not the same: ", merge(first, other));
  }

  @Test
  void otherSettingsInARowAreRefused() throws IOException {
    Path other = copy(otherSeeds, "other");
    try (Stream<Path> files = Files.walk(other)) {
      for (Path file : (Iterable<Path>) files.filter(f -> f.endsWith("config.json"))::iterator) {
        edit(file, text -> text.replace("\"latents\": 2", "\"latents\": 3"));
      }
    }
    assertRefused(
        "trials of the row '1' are not of one kind: model.latents is 2 in $/whole/small, 3 in"
            + " $/other; a mean over both would mean nothing",
        merge(whole, other));
  }

  @Test
  void otherColumnsAndRowsAreRefused() throws IOException {
    Path unit = copy(second, "unit");
    edit(
        unit.resolve("table.json"),
        text -> text.replace("\"unit\": \"nats\"", "\"unit\": \"bits\""));
    assertRefused(
        "the column elbo has another unit: \"nats\" in $/first/small, \"bits\" in $/unit",
        merge(first, unit));
    Path better = copy(second, "better");
    edit(
        better.resolve("table.json"),
        text -> text.replace("\"better\": \"higher\"", "\"better\": \"lower\""));
    assertRefused("the column elbo has another direction", merge(first, better));
    Path meaning = copy(second, "meaning");
    edit(
        meaning.resolve("table.json"),
        text -> text.replaceFirst("\"description\": \"[A-Z]", "\"description\": \"Not "));
    assertRefused("has another meaning", merge(first, meaning));
    Path rows = tableOf(second, "rows");
    edit(rows.resolve("table.json"), text -> text.replace("objective.beta", "model.latents"));
    assertRefused(
        "rows are told apart by objective.beta in $/first/small, but by model.latents in $/rows",
        merge(first, rows, "--table-only"));
    Path nothing = tableOf(second, "nothing");
    edit(
        nothing.resolve("table.json"),
        text ->
            text.replaceAll(
                "\"name\": \"([a-z-]+)\",(\\s+)\"unit\"", "\"name\": \"my-$1\",$2\"unit\""));
    assertRefused(
        "no column is in both $/first/small and $/nothing: there is nothing to merge",
        merge(first, nothing, "--table-only"));
  }

  @Test
  void trialsOfOtherVersionsAreRefused() throws IOException {
    Path other = tableOf(first, "other");
    String id = ranInFirst();
    edit(other.resolve("table.json"), text -> text.replace(id, "0123456789ab"));
    assertRefused("are not the same: " + id, merge(first, other, "--table-only"));
  }

  @Test
  void aRunningSweepIsRefused() throws IOException {
    Path running = copy(second, "running");
    String id =
        ResultTableJson.read(second.resolve("table.json")).rows().get(0).completed().get(0).id();
    Path lock = running.resolve("trials").resolve(id).resolve(".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertTrue(channel.lock().isValid());
      assertRefused(
          "$/running: a process runs its trial %s; merge when it is done".formatted(id),
          merge(first, running));
    }
    assertMerged(merge(first, running));
  }

  @Test
  void whatIsGivenIsChecked() throws IOException {
    Files.createDirectories(merged());
    Files.writeString(merged().resolve("notes.txt"), "mine");
    assertRefused(
        "$/merged is there and not empty; --out takes a new folder", merge(first, second));
    Files.delete(merged().resolve("notes.txt"));
    assertMerged(merge(first, second)); // An empty one is as good as none.
    assertRefusedWords("merge needs two paths or more", "merge", first.toString());
    assertRefusedWords("merge needs --out", "merge", first.toString(), second.toString());
    assertRefusedWords("one path twice", "merge", first.toString(), first.toString(), "--out", "x");
    assertRefusedWords(
        "--prefer must be one of",
        "merge",
        first.toString(),
        second.toString(),
        "--out",
        "x",
        "--prefer",
        "y");
    assertRefusedWords(
        "there is no file or folder nowhere",
        "merge",
        first.toString(),
        "nowhere",
        "--out",
        scratch.resolve("x").toString());
    assertRefusedWords(
        "has no table.json",
        "merge",
        first.toString(),
        scratch.toString(),
        "--out",
        scratch.resolve("x").toString());
  }

  private static void assertRefusedWords(String words, String... args) {
    Ran ran = tools(args);
    assertEquals(2, ran.status(), ran.out());
    assertTrue(ran.err().contains(words), ran.err());
  }
}
