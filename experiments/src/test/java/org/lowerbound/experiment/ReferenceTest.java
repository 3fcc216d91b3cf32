package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runner tells about types, sweeps and its own options. */
final class ReferenceTest {
  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String told(String... arguments) {
    assertEquals(Runner.OK, console.run(arguments), console.err());
    return console.out();
  }

  private String refused(String... arguments) {
    assertEquals(Runner.USAGE, console.run(arguments));
    return console.err();
  }

  @Test
  void typesAreListedWithinEightyColumns() {
    String all = told("--list", "types");
    assertTrue(all.replaceAll(" +", " ").contains("objective elbo, iwae"), all);
    String objectives = told("--list", "types", "objective");
    assertTrue(objectives.contains("capacity, gamma [1000.0]"), objectives);
    String iwae = told("--list", "types", "iwae");
    assertTrue(iwae.contains("samples [5]: whole number, at least 1, at most 1000000"), iwae);
    assertTrue(iwae.contains("iwae, of metric"), iwae);
    String training = told("--list", "types", "training");
    assertTrue(training.contains("epochs (may be left out): whole number, at least 1"), training);
    (all + objectives + iwae + training)
        .lines()
        .forEach(line -> assertTrue(line.codePointCount(0, line.length()) <= 80, line));
  }

  @Test
  void sweepsAreListedWithTheirDescriptions() {
    String sweeps = told("--list", "sweeps");
    assertTrue(sweeps.contains("beta.json"), sweeps);
    assertTrue(!sweeps.contains("schema.json"), sweeps);
  }

  @Test
  void unknownWordsAreNamed() {
    assertTrue(refused("--list", "types", "trainig").contains("did you mean 'training'"));
    assertTrue(refused("--list", "tpyes").contains("types, types WORD or sweeps"));
    assertTrue(refused("--completion", "fish").contains("bash or zsh but is 'fish'"));
  }

  @Test
  void bashCompletesOptionsAndTheirValues() throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("runner.bash"), told("--completion", "bash"));
    assertEquals("--progress", completed(script, "lowerbound", "--pro"));
    assertEquals("auto bar plain none", completed(script, "lowerbound", "--progress", ""));
    assertEquals("types", completed(script, "java", "-jar", "x/runner.jar", "--list", "t"));
    assertEquals("smoke.json", completed(script, "lowerbound", "--sweep", "smok"));
    assertEquals("", completed(script, "lowerbound", "--jobs", ""));
    assertEquals("", completed(script, "java", "-jar", "other.jar", "--li"));
    assertTrue(completed(script, "lowerbound", "--dry-run", "").contains("--shard --sweep"));
  }

  private String completed(Path script, String... words) throws IOException, InterruptedException {
    String function = words[0].equals("java") ? "_lowerbound_java" : "_lowerbound_runner_alias";
    return shell(
        "bash",
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; %s; echo \"${COMPREPLY[*]}\""
            .formatted(
                script,
                String.join(" ", List.of(words).stream().map(word -> "'" + word + "'").toList()),
                words.length - 1,
                function));
  }

  @Test
  void zshReadsItsScript() throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("runner.zsh"), told("--completion", "zsh"));
    assertEquals(
        "lowerbound java",
        shell(
            "zsh",
            "known=(); compdef() { known+=($2) }; source '%s'; echo $known".formatted(script)));
  }

  private String shell(String shell, String command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(shell, "-c", command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no " + shell + " here");
      throw e;
    }
    String said = new String(ByteStreams.toByteArray(process.getInputStream()), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }
}
