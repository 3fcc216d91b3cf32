package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.ConfigException;

class SetOptionTest {
  @TempDir private Path folder;
  private Sweep sweep;

  @BeforeEach
  void makeSweep() {
    sweep =
        new SweepFiles(folder)
            .sweep(
                "'trial': {'objective': {'type': 'elbo', 'beta': 1.0}, 'dataset': 'mnist', 'k': 1},"
                    + " 'axes': [{'grid': {'seed': [1]}}, {'cases': {'A': {'k': 2}, 'B':"
                    + " {'objective': {'type': 'iwae', 'samples': 5}, 'k': 3}}}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x=1            | 1",
        "x = 1e-3       | 0.001",
        "x=true         | true",
        "x=[1, 2]       | [1,2]",
        "x={\"y\": 1}   | {'y':1}",
        "x=mnist        | 'mnist'",
        "x=\"5\"        | '5'",
        "x=a=b          | 'a=b'",
        "x=             | ''",
      })
  void aValueIsJsonOrElseText(String text, String value) {
    assertEquals(SweepFiles.json(value), Overrides.parse(text).values().get("x"));
  }

  @Test
  void isInEveryTrial() {
    Sweep changed = sweep.with(Overrides.parse(List.of("dataset.seed=3", "training.epochs=2")));
    assertEquals(
        List.of(
            "{'objective':{'type':'elbo','beta':1.0},'dataset':{'type':'mnist','seed':3},'k':2,"
                + "'training':{'epochs':2},'seed':1}",
            "{'objective':{'type':'iwae','samples':5},'dataset':{'type':'mnist','seed':3},'k':3,"
                + "'training':{'epochs':2},'seed':1}"),
        SweepFiles.configs(changed));
    assertEquals(List.of("seed=1, case=A", "seed=1, case=B"), SweepFiles.labels(changed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seed=1              | --set seed=1: axes[0] varies this path; use --only to choose among"
            + " its values",
        "k=9                 | --set k=9: axes[1] varies this path; use --only to choose among its"
            + " values",
        "objective.samples=9 | --set objective.samples=9: axes[1] varies this path; use --only to"
            + " choose among its values",
        "objective.beta=2    | axes[1]: undoes objective.beta=2 in trial #1 (seed=1, case=B); set"
            + " it later or in the same place",
        "k.x=2               | --set k.x=2: trial.k: is the number 1 and has no key 'x'; set it to"
            + " an object with a 'type' to use keys",
        "trial.k=2           | --set: 'trial.k': paths start inside the trial; leave out 'trial.'",
        "k                   | --set k: expected path=value, such as training.epochs=2",
        "=2                  | --set =2: expected path=value, such as training.epochs=2",
        "x=[1,2              | --set x: the value [1,2, line 1, column 5: the text ends too soon; a"
            + " brace, bracket, quote or comment is never closed",
      })
  void refusesASettingThatWouldBeLost(String text, String message) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> sweep.with(Overrides.parse(text)).trials());
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesTwoOfTheSamePathOrOneThatUndoesAnother() {
    ConfigException twice =
        assertThrows(
            ConfigException.class, () -> Overrides.parse(List.of("a[0]=1", "b=1", "a.0=2")));
    assertEquals("--set a.0=2: the same path is set by --set a[0]=1, too", twice.getMessage());
    Overrides undone = Overrides.parse(List.of("dataset.seed=1", "dataset=omniglot"));
    ConfigException e = assertThrows(ConfigException.class, () -> sweep.with(undone).trials());
    assertEquals(
        "another --set: undoes dataset.seed=1 in trial #0 (seed=1, case=A); set it later or in the"
            + " same place",
        e.getMessage());
  }
}
