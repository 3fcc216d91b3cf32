package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.Runner;
import org.lowerbound.experiment.config.Json;

/** The scripts of docs/cluster.md, run as a scheduler would, with this build for the jars. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for a shell")
class ClusterPageTest {
  private static final String SWEEP =
      """
      {
        "name": "beta",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "test": 30},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "steps": 10},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"seed": [1, 2, 3]}}]
      }
      """;

  /** The library is unpacked already: another place for it would take long. */
  private static final String JAVA =
      """
      #!/bin/sh
      [ -n "$ONLY_SHOW" ] && { echo "$@"; exit; }
      case "$1" in -Dorg.bytedeco.javacpp.cachedir=/*) shift ;; esac
      case "$2" in runner.jar) main=RUNNER ;; tools.jar) main=TOOLS ;; *) exit 9 ;; esac
      shift 2
      exec "JAVA" -cp "$CLASSES" $main "$@"
      """;

  @TempDir Path folder;
  private String page;

  @BeforeEach
  void prepare() throws IOException {
    page = Files.readString(Path.of("../docs/cluster.md"), UTF_8);
    Files.writeString(folder.resolve("beta.json"), SWEEP);
    Path java = folder.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        JAVA.replace("RUNNER", Runner.class.getName())
            .replace("TOOLS", Tools.class.getName())
            .replace("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    assertTrue(java.toFile().setExecutable(true));
  }

  private String block(String regex) {
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(page);
    assertTrue(matcher.find(), "the page has no " + regex);
    return matcher.group(1);
  }

  private String run(String script, Map<String, String> variables) throws Exception {
    Path file = Files.writeString(folder.resolve("script.sh"), script);
    ProcessBuilder builder =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    assertTrue(process.waitFor(180, TimeUnit.SECONDS));
    String output = Files.readString(folder.resolve("output.txt"), UTF_8);
    assertEquals(0, process.exitValue(), output);
    return output;
  }

  @Test
  void theTasksOfAnArrayAndAMergeMakeTheWholeTable() throws Exception {
    String array = block("```bash\n(.*?)```");
    String count = block("#SBATCH --array=1-(\\d+)\n");
    for (int task = 1; task <= Integer.parseInt(count); task++) {
      run(
          array,
          ImmutableMap.of(
              "SLURM_ARRAY_TASK_ID", Integer.toString(task), "SLURM_ARRAY_TASK_COUNT", count));
    }
    try (Stream<Path> first = Files.list(folder.resolve("shards/1/beta/trials"))) {
      assertEquals(2, first.count());
    }
    run(block("\n(java -jar tools.jar merge [^\n]*)\n"), Map.of());
    assertEquals(
        3, Json.read(folder.resolve("results/beta/table.json")).at("/rows/0/trials").size());
  }

  @Test
  void thePodsOfAJobHaveAShareEach() throws Exception {
    String script = block("            - \\|\n(.*?)          resources:");
    String count = block("completions: (\\d+)\n");
    for (int index = 0; index < Integer.parseInt(count); index++) {
      String shown =
          run(
              script,
              ImmutableMap.of("ONLY_SHOW", "1", "JOB_COMPLETION_INDEX", Integer.toString(index)));
      assertTrue(shown.contains("--shard %d/%s --jobs".formatted(index + 1, count)), shown);
    }
  }
}
