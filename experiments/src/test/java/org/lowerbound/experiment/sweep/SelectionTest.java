package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.ConfigException;

class SelectionTest {
  private static final String AXES =
      "the axes have objective.beta: 0.5, 4; case: VAE, IWAE k=5, 7, \"a, b\"; hidden: [200,200];"
          + " seed: 1, 2";

  @TempDir private Path folder;
  private ImmutableList<ResolvedTrial> trials;

  @BeforeEach
  void makeTrials() {
    trials =
        new SweepFiles(folder)
            .sweep(
                "'trial': {}, 'axes': [{'grid': {'objective.beta': [0.5, 4]}}, {'cases': {'VAE':"
                    + " {'c': 0}, 'IWAE k=5': {'c': 1}, '7': {'c': 2}, 'a, b': {'c': 3}}}, {'grid':"
                    + " {'hidden': [[200, 200]], 'seed': [1, 2]}}]")
            .resolve(trial -> new ResolvedTrial(trial, trial.config()), trial -> trial);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "objective.beta=4          | 8 9 10 11 12 13 14 15",
        "objective.beta = 4.0, seed=1 | 8 10 12 14",
        "case=IWAE k=5             | 2 3 10 11",
        "case=7                    | 4 5 12 13",
        "case=\"a, b\",seed=2      | 7 15",
        "case=a, b,seed=2          | 7 15",
        "seed=2,case=a, b          | 7 15",
        "hidden=[200, 200.0],case=VAE | 0 1 8 9",
        "#3                        | 3",
        "#3,seed=2                 | 3",
      })
  void choosesTrialsThatMeetAllConditions(String selector, String indices) {
    assertEquals(indices, indices(Selector.parse(selector).select(trials)));
  }

  @Test
  void choosesByTheBeginningOfAnId() {
    String id = trials.get(6).id();
    assertEquals("6", indices(Selector.parse(id).select(trials)));
    assertEquals("6", indices(Selector.parse(id.substring(0, 8)).select(trials)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seed=3        | no trial matches; trials are #0 to #15; AXES",
        "#16           | no trial matches; trials are #0 to #15; AXES",
        "#3,seed=1     | no trial matches; trials are #0 to #15; AXES",
        "sed=1         | no axis sets 'sed'; did you mean 'seed'? AXES",
        "temperature=1 | no axis sets 'temperature'; AXES",
        "seed          | 'seed' is not a condition; expected path=value, #index or the beginning of"
            + " a trial's id (4 digits or more)",
        "seed=1,       | '' is not a condition; expected path=value, #index or the beginning of a"
            + " trial's id (4 digits or more)",
      })
  void saysWhatThereIsWhenNothingMatches(String selector, String message) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Selector.parse(selector).select(trials));
    assertEquals("--only " + selector + ": " + message.replace("AXES", AXES), e.getMessage());
  }

  @Test
  void shardsPartitionTheTrials() {
    assertEquals("0 5 10 15", indices(Shard.parse("1/5").select(trials)));
    assertEquals("4 9 14", indices(Shard.parse("5/5").select(trials)));
    List<ResolvedTrial> together = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      together.addAll(new Shard(i, 3).select(trials));
    }
    assertEquals(trials.size(), together.size());
    assertEquals(ImmutableList.of(), new Shard(20, 20).select(trials));
    // A shard is of the sweep, whatever else is chosen.
    assertEquals(
        "2 10", indices(Shard.parse("3/4").select(Selector.parse("case=IWAE k=5").select(trials))));
  }

  @ParameterizedTest
  @CsvSource({"0/4", "5/4", "1/0", "0/0"})
  void aShardMustExist(String text) {
    ConfigException e = assertThrows(ConfigException.class, () -> Shard.parse(text));
    assertEquals(
        "--shard " + text + ": the share must be from 1 to the number of shares, such as 1/4",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1", "1/", "a/b", "-1/4", "1/4/2", "1.5/4", "''"})
  void aShardIsTwoNumbers(String text) {
    ConfigException e = assertThrows(ConfigException.class, () -> Shard.parse(text));
    assertEquals("--shard " + text + ": expected i/n, such as 1/4", e.getMessage());
  }

  private static String indices(List<ResolvedTrial> trials) {
    return String.join(
        " ", trials.stream().map(resolved -> "" + resolved.trial().index()).toList());
  }
}
