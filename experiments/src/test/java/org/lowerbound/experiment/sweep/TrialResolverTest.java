package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;

class TrialResolverTest {
  @TempDir private Path folder;
  private SweepFiles files;

  @BeforeEach
  void inFolder() {
    files = new SweepFiles(folder);
  }

  @Test
  void theIdIsTheHashOfTheResolvedConfig() {
    Sweep sweep = files.sweep("'trial': {'a': 1}, 'axes': [{'grid': {'seed': [1, 2]}}]");
    ImmutableList<ResolvedTrial> trials =
        SweepFiles.resolved(sweep, config -> ((ObjectNode) config.deepCopy()).put("filled", true));
    JsonNode expected = SweepFiles.json("{'seed': 2.0, 'filled': true, 'a': 1e0}");
    assertEquals(Json.sha256(expected), trials.get(1).configHash());
    assertEquals(Json.sha256(expected).substring(0, 12), trials.get(1).id());
    assertEquals(1, trials.get(1).trial().index());
    assertEquals(expected.get("filled"), trials.get(1).config().get("filled"));
  }

  @Test
  void refusesTheSameTrialTwice() {
    Sweep sweep = files.sweep("'trial': {}, 'axes': [{'grid': {'a': [1, 2, 1.0], 'b': [3]}}]");
    String id = Json.sha256(SweepFiles.json("{'a': 1, 'b': 3}")).substring(0, 12);
    assertEquals(
        "trials #0 (a=1, b=3) and #2 (a=1.0, b=3) are the same trial, "
            + id
            + "; an axis has a value twice, or a value that changes nothing",
        problem(sweep, config -> config));
  }

  @Test
  void tellsAProblemOfAllTrialsOnce() {
    Sweep sweep = files.sweep("'trial': {}, 'axes': [{'grid': {'a': [1, 2, 3]}}]");
    assertEquals(
        "trial: is wrong",
        problem(
            sweep,
            config -> {
              throw new ConfigException("trial: is wrong");
            }));
  }

  @Test
  void namesTheTrialsOfAnyOtherProblem() {
    Sweep sweep = files.sweep("'trial': {}, 'axes': [{'grid': {'a': [1, 2, 3, 4]}}]");
    assertEquals(
        """
        2 problems:
          a: must be below 2 (in trial #1: a=2 and 2 more)
          a: must be below 4 (in trial #3: a=4)""",
        problem(
            sweep,
            config -> {
              int a = config.get("a").intValue();
              if (a >= 4) {
                throw new ConfigException(
                    ImmutableList.of("a: must be below 2", "a: must be below 4"));
              } else if (a >= 2) {
                throw new ConfigException("a: must be below 2");
              }
              return config;
            }));
  }

  private static String problem(Sweep sweep, UnaryOperator<JsonNode> resolver) {
    return assertThrows(ConfigException.class, () -> SweepFiles.resolved(sweep, resolver))
        .getMessage();
  }
}
