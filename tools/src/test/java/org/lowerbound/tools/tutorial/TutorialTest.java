package org.lowerbound.tools.tutorial;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.sweep.Overrides;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.tools.Tools;
import org.lowerbound.tools.cookbook.Words;

/**
 * Holds the pages of the tutorial to the committed results: each table is what the command above it
 * prints, each number with a decimal point is in such a table, in a config of the page or a result
 * of arithmetic that is written out, and whatever is linked, run or shown is there.
 */
class TutorialTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs/tutorial");
  private static final Path RESULTS = ROOT.resolve("results/tutorial");
  private static final int LECTURES = 14;
  private static final int MOST_LINES = 200;
  private static final String RUNNER = "java -jar runner.jar --sweep ";
  private static final String TOOLS = "java -jar tools.jar ";
  private static final String TABLE = TOOLS + "table ";

  @TempDir Path folder;

  private static ImmutableList<Page> pages() throws IOException {
    ImmutableList.Builder<Page> pages = ImmutableList.builder();
    try (Stream<Path> files = Files.list(PAGES)) {
      for (Path file :
          files
              .filter(file -> file.getFileName().toString().matches("\\d+-.*\\.md"))
              .sorted()
              .toList()) {
        pages.add(Page.read(file));
      }
    }
    return pages.build();
  }

  @Test
  void theContentsHaveEachLecture() throws IOException {
    ImmutableList<Page> pages = pages();
    assertEquals(LECTURES, pages.size());
    Page contents = Page.read(PAGES.resolve("README.md"));
    assertTrue(
        contents.links().containsAll(pages.stream().map(page -> page.file().normalize()).toList()),
        () -> contents.links() + " is not all of " + pages.stream().map(Page::name).toList());
    for (Path link : contents.links()) {
      assertTrue(Files.exists(link), link::toString);
    }
  }

  @Test
  void allResultsAreShown() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Path> shown = new ArrayList<>();
    for (Page page : pages()) {
      page.commands(TABLE).forEach(line -> text.append(line).append('\n'));
      shown.addAll(page.pictures());
    }
    try (Stream<Path> files = Files.walk(RESULTS)) {
      for (Path file : files.filter(file -> !file.toString().contains("trials")).toList()) {
        if (file.getFileName().toString().equals("table.json")) {
          String folder = "results/tutorial/" + file.getParent().getFileName();
          assertTrue(text.toString().contains(folder), folder);
        } else if (file.toString().endsWith(".png")) {
          assertTrue(shown.contains(file.normalize()), file::toString);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> tablesAreWhatTheCommandPrints() throws IOException {
    return pages().stream().map(page -> dynamicTest(page.name(), () -> tables(page)));
  }

  private static ImmutableList<String> tables(Page page) {
    ImmutableList.Builder<String> tables = ImmutableList.builder();
    for (String command : page.commands(TABLE)) {
      String printed = printed(command);
      String table = printed.substring(printed.indexOf("| "));
      assertTrue(page.text().contains(table), () -> page.name() + " does not have\n" + table);
      tables.add(table);
    }
    assertFalse(tables.build().isEmpty(), page.name());
    return tables.build();
  }

  /** Types a command of the tools at the root of the project. */
  private static String printed(String command) {
    List<String> words = new ArrayList<>(Words.of(command.substring(TOOLS.length())));
    words.replaceAll(word -> word.startsWith("results/") ? ROOT.resolve(word).toString() : word);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Tools.run(
            words.toArray(String[]::new),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    assertEquals(0, status, () -> command + ": " + err.toString(UTF_8));
    return out.toString(UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> numbersHaveASource() throws IOException {
    return pages().stream()
        .map(
            page ->
                dynamicTest(
                    page.name(),
                    () -> {
                      SourcedNumbers numbers = new SourcedNumbers();
                      String prose = page.prose();
                      for (String table : tables(page)) {
                        numbers.add(table);
                        prose = prose.replace(table, "");
                      }
                      for (Path config : configs(page)) {
                        numbers.add(Files.readString(config, UTF_8));
                      }
                      assertEquals(ImmutableList.of(), numbers.strangers(prose));
                    }));
  }

  /** Runs what a page asks for, but for the training: its exercises name keys that there are. */
  @TestFactory
  Stream<DynamicTest> commandsAreOfConfigsThatThereAre() throws IOException {
    return pages().stream()
        .map(
            page ->
                dynamicTest(
                    page.name(),
                    () -> {
                      for (String command : page.commands(RUNNER)) {
                        plan(command);
                      }
                    }));
  }

  /** Plans what a command runs, which checks its config, its settings and its choice of trials. */
  private static void plan(String command) {
    ImmutableList<String> words = Words.of(command.substring(RUNNER.length()));
    ImmutableList.Builder<String> assignments = ImmutableList.builder();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("--set")) {
        assignments.add(words.get(i + 1));
      }
    }
    SweepPlan plan =
        planned(SweepFile.read(config(words.get(0))).with(Overrides.parse(assignments.build())));
    int only = words.indexOf("--only");
    if (only >= 0) {
      Selector.parse(words.get(only + 1))
          .select(plan.trials().stream().map(PlannedTrial::resolved).toList());
    }
  }

  /** Plans the sweeps of the exercises, and with them each value of their grids. */
  @TestFactory
  Stream<DynamicTest> exercisesAreSweeps() throws IOException {
    return pages().stream()
        .flatMap(page -> page.sweeps().stream().map(sweep -> exercise(page, sweep)));
  }

  private DynamicTest exercise(Page page, String sweep) {
    return dynamicTest(
        page.name(),
        () -> {
          Path file = Files.writeString(folder.resolve(page.name() + ".json"), sweep, UTF_8);
          assertTrue(planned(SweepFile.read(file)).trials().size() > 1, "nothing to compare");
        });
  }

  private static SweepPlan planned(Sweep sweep) {
    return SweepPlan.of(
        sweep,
        StandardTypes.withPlugins(),
        new DataSource(Optional.empty(), Path.of("target", "no-cache")));
  }

  /** Options within a sentence would be tried by nobody: a case may undo what they set. */
  @TestFactory
  Stream<DynamicTest> optionsStandInCommands() throws IOException {
    return pages().stream()
        .map(
            page ->
                dynamicTest(
                    page.name(),
                    () ->
                        assertEquals(
                            ImmutableList.of(),
                            page.text()
                                .lines()
                                .filter(line -> line.matches(".*`--(set|only) .*"))
                                .collect(toImmutableList()))));
  }

  private static ImmutableSet<Path> configs(Page page) {
    return page.commands(RUNNER).stream()
        .map(command -> config(Words.of(command.substring(RUNNER.length())).get(0)))
        .collect(ImmutableSet.toImmutableSet());
  }

  private static Path config(String name) {
    return ROOT.resolve("configs").resolve(name);
  }

  @TestFactory
  Stream<DynamicTest> resultsAreThoseOfTheConfigs() throws IOException {
    return pages().stream()
        .flatMap(page -> configs(page).stream())
        .filter(config -> config.getParent().endsWith("tutorial"))
        .distinct()
        .map(
            config ->
                dynamicTest(
                    config.getFileName().toString(),
                    () -> {
                      ObjectNode sweep = (ObjectNode) Json.read(config);
                      sweep.remove("$schema");
                      Path result = RESULTS.resolve(sweep.get("name").asText());
                      assertEquals(
                          Json.canonical(sweep),
                          Json.canonical(Json.read(result.resolve("sweep.json"))));
                    }));
  }

  /** Returns what the page's commands draw. */
  private static ImmutableList<Path> drawn(Page page) {
    return page.commands(TOOLS).stream()
        .map(Words::of)
        .filter(words -> words.contains("--out"))
        .map(words -> ROOT.resolve(words.get(words.indexOf("--out") + 1)).normalize())
        .collect(toImmutableList());
  }

  @TestFactory
  Stream<DynamicTest> pagesAreShortAndWhatTheyLinkIsThere() throws IOException {
    return pages().stream()
        .map(
            page ->
                dynamicTest(
                    page.name(),
                    () -> {
                      assertTrue(page.text().lines().count() <= MOST_LINES, "too long");
                      assertFalse(page.pictures().isEmpty(), "no picture");
                      assertEquals(
                          ImmutableSet.copyOf(page.pictures()), ImmutableSet.copyOf(drawn(page)));
                      assertEquals(
                          ImmutableList.of(),
                          page.links().stream()
                              .filter(link -> !Files.exists(link))
                              .collect(toImmutableList()));
                    }));
  }
}
