package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.tools.reproduce.FakeRunner;

/** With a runner that writes what it is told, in no time. */
class ReproduceCommandTest {
  private static final String SWEEP =
      "{\"name\": \"small_table\", \"trial\": {\"seed\": 0}, \"axes\": [{\"cases\": {\"VAE\": {},"
          + " \"A_1, B\": {}}}, {\"grid\": {\"seed\": [1, 2]}}]}";

  @TempDir Path folder;
  private Path committed;
  private Path data;
  private Path jar;

  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    committed = Files.createDirectories(folder.resolve("results/small_table"));
    data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(committed.resolve("sweep.json"), SWEEP);
    write(table(Optional.empty()));
    ResultTableJson.write(data.resolve("again.json"), table(Optional.empty()));
    Files.writeString(data.resolve("name.txt"), "small_table");
    ends(0);
    jar = folder.resolve("fake.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeRunner.class.getName());
    String entry = FakeRunner.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(Resources.toByteArray(Resources.getResource(entry)));
      out.closeEntry();
    }
  }

  private static ResultTable table(Optional<RunCommand> command) {
    ResultTable table = SampleTable.table(Publications.NONE);
    return command.isPresent() ? table.madeBy(command, "cafe") : table;
  }

  private void write(ResultTable table) {
    ResultTableJson.write(committed.resolve("table.json"), table);
  }

  private void ends(int status) throws IOException {
    Files.writeString(data.resolve("status.txt"), Integer.toString(status));
  }

  private Ran reproduce(String... more) {
    return run(
        ImmutableList.<String>builder()
            .add("reproduce", committed.toString())
            .add("--runner", jar.toString())
            .add("--data", data.toString())
            .add(more)
            .build());
  }

  private static Ran run(List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(
            args.toArray(new String[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private List<String> arguments() throws IOException {
    return Files.readAllLines(data.resolve("arguments.txt"));
  }

  @Test
  void allTheSameIsSaidAndNothingIsLeft() throws IOException {
    byte[] before = Files.readAllBytes(committed.resolve("table.json"));
    Ran ran = reproduce();
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("3 of 3 cells the same to the last digit."), ran.out());
    assertTrue(ran.out().contains("VAE, seed=2: failed, then and now"), ran.out());
    List<String> lines = ran.out().lines().toList();
    assertTrue(lines.contains("VAE     same     -"), ran.out());
    assertTrue(lines.contains("A_1, B  same  same"), ran.out());
    assertFalse(ran.out().contains("Made with"), ran.out());
    assertTrue(ran.out().contains("the table names no command (it is of an older version)"));
    List<String> arguments = arguments();
    assertEquals(
        List.of("--sweep", committed.resolve("sweep.json").toString(), "--out"),
        arguments.subList(0, 3));
    assertFalse(Files.exists(Path.of(arguments.get(3))), "the temporary folder is gone");
    assertEquals(
        new String(before, UTF_8), Files.readString(committed.resolve("table.json")), "untouched");
  }

  @Test
  void whatDiffersIsNamedWithAllDigitsAndKept() throws IOException {
    ObjectNode again = (ObjectNode) Json.read(data.resolve("again.json"));
    ObjectNode cell = (ObjectNode) again.at("/rows/1/metrics/nll");
    cell.put("mean", 98.5).set("values", Json.parse("[98.0, 99.0]", "test"));
    ((ObjectNode) again.at("/provenance/hosts/0")).put("cpu", "another");
    ((ObjectNode) again.at("/provenance/builds/0")).put("commit", "beef");
    Files.writeString(data.resolve("again.json"), again.toString());
    Ran ran = reproduce();
    assertEquals(1, ran.status(), ran.err());
    assertTrue(
        ran.out()
            .contains(
                "  A_1, B, nll: different: 88.5 then, 98.5 now (up to 1.0e-01 apart,"
                    + " relatively)\n"),
        ran.out());
    assertTrue(
        ran.out().contains("2 of 3 cells the same to the last digit, 1 different."), ran.out());
    assertTrue(
        ran.out()
            .contains(
                "Made with:\n  commit: 4f2a (0.1.0) then, beef (0.1.0) now\n  processor: unknown"
                    + " then, another now\n"),
        ran.out());
    Path kept = Path.of(arguments().get(3));
    assertTrue(ran.err().contains("tools: the results are kept in " + kept), ran.err());
    assertTrue(ran.err().contains("tools: the table did not come out as it was"), ran.err());
    Files.delete(kept.resolve("small_table/table.json"));
    Files.delete(kept.resolve("small_table"));
    Files.delete(kept);
    // The same difference is one of rounding, or of chance, for who says so.
    assertEquals(0, reproduce("--rounding", "0.2").status());
    Ran chance = reproduce("--errors", "20", "--out", folder.resolve("chance").toString());
    assertEquals(1, chance.status());
    assertTrue(chance.out().contains(", 1 within error."), chance.out());
  }

  @Test
  void aTrialThatEndsOtherwiseMakesItAnotherTable() throws IOException {
    ends(1);
    ObjectNode again = (ObjectNode) Json.read(data.resolve("again.json"));
    ((ObjectNode) again.at("/rows/0/trials/1")).put("status", "diverged");
    Files.writeString(data.resolve("again.json"), again.toString());
    Ran ran = reproduce("--out", folder.resolve("out").toString());
    assertEquals(1, ran.status(), ran.err());
    assertTrue(ran.out().contains("VAE, seed=2: failed then, diverged now"), ran.out());
  }

  @Test
  void someRowsCanBeMadeAgain() throws IOException {
    Ran ran =
        reproduce("--only", "case=VAE", "--jobs", "3", "--out", folder.resolve("some").toString());
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("1 of 1 cell the same to the last digit."), ran.out());
    assertFalse(ran.out().contains("A_1, B"), ran.out());
    assertEquals(
        List.of(
            "--out",
            folder.resolve("some").toString(),
            "--only",
            "case=VAE",
            "--jobs",
            "3",
            "--data",
            data.toString()),
        arguments().subList(2, 10));
  }

  @Test
  void theSweepOfTheCommandIsRunWhereItIsAsItWas() throws IOException {
    Path named = Files.writeString(folder.resolve("named.json"), SWEEP);
    String sha = Hashing.sha256().hashString(SWEEP, UTF_8).toString();
    RunCommand command =
        new RunCommand(
            ImmutableList.of("--sweep", named.toString(), "--only", "seed=1"),
            ImmutableList.of(),
            sha);
    write(table(Optional.of(command)));
    Ran same = reproduce();
    assertEquals(0, same.status(), same.err());
    assertTrue(same.out().contains("sweep: " + named + ", which is as it was\n"), same.out());
    assertEquals(named.toString(), arguments().get(1));
    assertFalse(arguments().contains("--only"), "the table has all its trials");

    Files.writeString(named, SWEEP + "\n");
    Ran changed = reproduce();
    assertTrue(changed.out().contains(named + " has changed since\n"), changed.out());
    assertEquals(committed.resolve("sweep.json").toString(), arguments().get(1));

    Files.writeString(named, SWEEP);
    Files.writeString(committed.resolve("sweep.json"), SWEEP.replace("\"seed\": 0", "\"seed\": 5"));
    Ran included = reproduce();
    assertTrue(
        included.out().contains("what " + named + " includes has changed since\n"), included.out());

    Files.delete(named);
    assertTrue(reproduce().out().contains(named + " is not there\n"));
    Files.delete(committed.resolve("sweep.json"));
    Ran lost = reproduce();
    assertEquals(2, lost.status());
    assertEquals(
        "tools: cannot be run again: %s is not there, and there is no %s, the sweep as it was run\n"
            .formatted(named, committed.resolve("sweep.json")),
        lost.err());
  }

  @Test
  void settingsOfTheCommandAreSetAgain() throws IOException {
    Path named = Files.writeString(folder.resolve("named.json"), SWEEP);
    RunCommand command =
        new RunCommand(
            ImmutableList.of("--sweep", named.toString(), "--set", "x=[1, 2]"),
            ImmutableList.of(),
            Hashing.sha256().hashString(SWEEP, UTF_8).toString());
    write(table(Optional.of(command)));
    Files.delete(committed.resolve("sweep.json"));
    reproduce();
    assertEquals(
        List.of("--sweep", named.toString(), "--set", "x=[1, 2]"), arguments().subList(0, 4));
  }

  @Test
  void theTrialsOfATableThatIsNotWholeAreMadeAgain() throws IOException {
    ObjectNode part = ResultTableJson.encode(table(Optional.empty()));
    ((ObjectNode) part.at("/rows/0/trials/1")).put("status", "missing");
    ((ObjectNode) part.at("/provenance"))
        .set(
            "command",
            Json.parse(
                "{\"arguments\": [\"--sweep\", \"gone.json\", \"--only\", \"#0\"],"
                    + " \"sweepSha256\": \"ab\"}",
                "test"));
    Files.writeString(committed.resolve("table.json"), part.toString());
    Ran ran = reproduce();
    assertEquals("#0", arguments().get(arguments().indexOf("--only") + 1));
    assertTrue(ran.out().contains("1 of 1 cell the same to the last digit."), ran.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2   | 2   | tools: the runner could not run the sweep and ended with 2; what is wrong"
            + " stands above",
        "130 | 130 | tools: stopped",
        "143 | 130 | tools: stopped",
      })
  void aRunnerThatDoesNotComeToItsEndIsNoResult(int ended, int status, String line)
      throws IOException {
    ends(ended);
    Ran ran = reproduce();
    assertEquals(status, ran.status());
    assertEquals("", ran.out());
    assertEquals(line, ran.err().lines().skip(1).findFirst().orElseThrow());
    assertFalse(Files.exists(Path.of(arguments().get(3))), "the temporary folder is gone");
  }

  @Test
  void aRunWithoutAnyResultIsNone() throws IOException {
    Files.delete(data.resolve("again.json"));
    Ran ran = reproduce();
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("no trial of the new run has a result"), ran.err());
  }

  @Test
  void refusesWhatCannotBe() {
    assertRefused("reproduce needs one PATH, a table.json or the folder", "reproduce");
    assertRefused("unknown option '--job'; did you mean '--jobs'?", "reproduce", "--job", "2");
    assertRefused(
        "--jobs must be at least 1 but is 0", "reproduce", committed.toString(), "--jobs", "0");
    assertRefused(
        "--rounding must be 0 or more and below 1 but is 1.0",
        "reproduce",
        committed.toString(),
        "--rounding",
        "1");
    assertRefused(
        "--errors must be 0 or more but is -1.0",
        "reproduce",
        committed.toString(),
        "--errors",
        "-1");
    assertRefused(
        "--runner: there is no file nowhere.jar",
        "reproduce",
        committed.toString(),
        "--runner",
        "nowhere.jar");
    assertRefused(
        "--only case=IWAE: no trial matches",
        "reproduce",
        committed.toString(),
        "--only",
        "case=IWAE");
    Path none = folder.resolve("none");
    assertRefused(
        none.resolve("table.json").toString(), "reproduce", none.resolve("table.json").toString());
  }

  @Test
  void nothingIsWrittenWhereTheTableIs() {
    for (Path out : List.of(committed, committed.getParent(), committed.resolve("again"))) {
      assertRefused(
          "--out %s is where the table and what made it are; another folder is needed"
              .formatted(out),
          "reproduce",
          committed.toString(),
          "--out",
          out.toString());
    }
  }

  private static void assertRefused(String words, String... args) {
    Ran ran = run(List.of(args));
    assertEquals(2, ran.status(), ran.out());
    assertTrue(ran.err().contains(words), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }
}
