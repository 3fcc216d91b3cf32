package org.lowerbound.experiment;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/**
 * The plug-in of {@code experiments/examples}, named and swept; its own tests are its project's.
 */
final class PluginTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SOURCES = ExamplePlugin.PROJECT.resolve("src/main/java/example");

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  @Test
  void aChangedPluginIsRunAgain() throws IOException {
    Path classes = ExamplePlugin.compile(folder);
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    assertEquals(2, Json.read(folder.resolve("out/halfway/table.json")).get("rows").size());
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertTrue(console.err().contains("0 of 2 trials to run"), console.err());

    ExamplePlugin.compile(folder, source -> source.replace("0.5f", "0.25f"));
    assertEquals(Runner.OK, ExamplePlugin.sweep(console, folder, classes), console.err());
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    assertTrue(
        console
            .err()
            .contains("and 1 more: it ran with another version of its plug-ins; runs again"),
        console.err());
  }

  @Test
  void anObjectiveOfOnesOwnIsShort() throws IOException {
    assertTrue(Files.readAllLines(SOURCES.resolve("Halfway.java")).size() < 40);
  }

  @Test
  void theReadmeShowsTheProgramAsItIs() throws IOException {
    String program = Files.readString(SOURCES.resolve("TrainInJava.java"));
    String main =
        program
                .substring(program.indexOf("  public static void main"), program.lastIndexOf('}'))
                .stripTrailing()
                .stripIndent()
            + "\n";
    assertTrue(main.lines().count() <= 30);
    assertTrue(
        Files.readString(ROOT.resolve("README.md")).contains("```java\n" + main + "```\n"),
        () -> "README.md should have\n" + main);
  }

  /** Its project stands alone, so that it can be copied: it says again what the parent says. */
  @Test
  void itsVersionsAreOurs() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    String own = Files.readString(ExamplePlugin.PROJECT.resolve("pom.xml"));
    assertEquals(
        first(parent, "<artifactId>lowerbound</artifactId>\\s*<version>(.*?)</version>"),
        first(own, "<lowerbound.version>(.*?)<"));
    String junit = "<junit.version>(.*?)<";
    assertEquals(first(parent, junit), first(own, junit));
    assertEquals(
        first(parent, "<google-java-format.version>(.*?)<"),
        first(own, "<googleJavaFormat><version>(.*?)<"));
    ImmutableMap<String, String> plugins = plugins(own);
    assertFalse(plugins.isEmpty());
    assertEquals(
        plugins, ImmutableMap.copyOf(Maps.filterKeys(plugins(parent), plugins::containsKey)));
  }

  private static String first(String pom, String pattern) {
    return Pattern.compile(pattern).matcher(pom).results().findFirst().orElseThrow().group(1);
  }

  private static ImmutableMap<String, String> plugins(String pom) {
    return Pattern.compile("<artifactId>([\\w-]+-plugin)</artifactId>\\s*<version>(.*?)</version>")
        .matcher(pom)
        .results()
        .collect(toImmutableMap(match -> match.group(1), match -> match.group(2)));
  }
}
