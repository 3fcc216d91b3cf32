package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.sweep.SweepFile;

/** Whatever is done to a config, it is read or refused in words; nothing else is ever thrown. */
class MutatedConfigsTest {
  private static final int MUTANTS_OF_TEXT = 400;
  private static final int MUTANTS_OF_TRIALS = 150;
  private static final ImmutableList<String> PIECES =
      ImmutableList.of(
          "null",
          "true",
          "-1",
          "0",
          "1e300",
          "2147483647",
          "[]",
          "{}",
          "[[1]]",
          "\"\"",
          "\"mlp\"",
          "\"elbo\"",
          "\"flow\"",
          "\"bernoulli\"",
          "{\"type\": \"iwae\", \"samples\": 3}",
          "{",
          "}",
          "]",
          ",",
          ":",
          "\"",
          ".5",
          "\\u0000",
          "\"type\": \"vae\",",
          "\u001b");

  private final SpecTypes types = StandardTypes.withPlugins();

  @TempDir Path folder;

  @Test
  void brokenTextIsReadOrRefused() throws IOException {
    ImmutableList<Path> configs = copied(Path.of("..", "configs"));
    assertFalse(configs.isEmpty());
    Random random = new Random(1);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < MUTANTS_OF_TEXT; i++) {
      Path config = configs.get(i % configs.size());
      Path mutant = config.resolveSibling("mutant.json");
      Files.writeString(mutant, mutate(Files.readString(config), random));
      attempt(mutant, false, wrong);
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  /** Copies configs to where mutants may be written beside them, as they include each other. */
  private ImmutableList<Path> copied(Path configs) throws IOException {
    ImmutableList.Builder<Path> copies = ImmutableList.builder();
    try (Stream<Path> files = Files.walk(configs)) {
      for (Path file : files.filter(MutatedConfigsTest::isJson).sorted().toList()) {
        Path copy = folder.resolve("configs").resolve(configs.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        copies.add(Files.copy(file, copy));
      }
    }
    return copies.build();
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  @Test
  void brokenTrialsAreBuiltOrRefused() throws IOException {
    ImmutableList<JsonNode> trials = SmallTrials.resolved(folder);
    Random random = new Random(2);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < MUTANTS_OF_TRIALS; i++) {
      String trial = Json.printLine(trials.get(i % trials.size()));
      // A value of one trial in another's place: it reads, but may not go together.
      String value = values(trials.get(random.nextInt(trials.size()))).get(random.nextInt(4));
      String text =
          random.nextBoolean()
              ? replaceValue(trial, value, random)
              : replaceValue(trial, PIECES.get(random.nextInt(15)), random);
      Path mutant =
          Files.writeString(
              folder.resolve("mutant.json"), "{\"name\": \"m\", \"trial\": " + text + "}");
      attempt(mutant, true, wrong);
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private void attempt(Path file, boolean build, List<String> wrong) throws IOException {
    try {
      SweepPlan plan =
          SweepPlan.of(
              SweepFile.read(file), types, new DataSource(Optional.empty(), folder.resolve("no")));
      if (build) {
        plan.check();
      }
    } catch (ConfigException | DataException e) {
      assertFalse(e.getMessage().isBlank());
    } catch (RuntimeException | Error e) {
      wrong.add(e + " of " + Files.readString(file));
    }
  }

  private static ImmutableList<String> values(JsonNode trial) {
    return ImmutableList.of(
        Json.printLine(trial.path("model").path("posterior")),
        Json.printLine(trial.path("model").path("likelihood")),
        Json.printLine(trial.path("objective")),
        Json.printLine(trial.path("model")));
  }

  /** Puts a value in the place of one that follows a colon. */
  private static String replaceValue(String text, String value, Random random) {
    List<Integer> colons = new ArrayList<>();
    for (int i = text.indexOf("\":"); i >= 0; i = text.indexOf("\":", i + 1)) {
      colons.add(i + 2);
    }
    int start = colons.get(random.nextInt(colons.size()));
    int depth = 0;
    int end = start;
    while (depth > 0 || ",}]".indexOf(text.charAt(end)) < 0) {
      depth += "{[".indexOf(text.charAt(end)) >= 0 ? 1 : 0;
      depth -= "}]".indexOf(text.charAt(end)) >= 0 ? 1 : 0;
      end++;
    }
    return text.substring(0, start) + (value.isEmpty() ? "null" : value) + text.substring(end);
  }

  private static String mutate(String text, Random random) {
    String mutant = text;
    for (int i = 0; i <= random.nextInt(3); i++) {
      int start = random.nextInt(mutant.length());
      int end = Math.min(mutant.length(), start + random.nextInt(12));
      mutant =
          mutant.substring(0, start)
              + PIECES.get(random.nextInt(PIECES.size()))
              + mutant.substring(end);
    }
    return mutant;
  }
}
