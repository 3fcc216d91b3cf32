package org.lowerbound.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.experiment.config.TestSpecs.Activation;
import org.lowerbound.experiment.config.TestSpecs.Constant;
import org.lowerbound.experiment.config.TestSpecs.Dense;
import org.lowerbound.experiment.config.TestSpecs.Dropout;
import org.lowerbound.experiment.config.TestSpecs.Elbo;
import org.lowerbound.experiment.config.TestSpecs.Iwae;
import org.lowerbound.experiment.config.TestSpecs.Linear;
import org.lowerbound.experiment.config.TestSpecs.Objective;
import org.lowerbound.experiment.config.TestSpecs.Residual;
import org.lowerbound.experiment.config.TestSpecs.Schedule;
import org.lowerbound.experiment.config.TestSpecs.Span;
import org.lowerbound.experiment.config.TestSpecs.Trial;
import org.lowerbound.spec.Default;

class SpecReaderTest {
  private final SpecReader reader = new SpecReader(TestSpecs.types());

  record WrongDefault(@Default("\"ten\"") int count) {}

  record UnquotedDefault(@Default("ten") String count) {}

  record DefaultAndOptional(@Default("1") OptionalInt count) {}

  record Unreadable(StringBuilder text) {}

  record Broken(int x) {
    Broken {
      if (x > 0) {
        throw new UnsupportedOperationException("a mistake in the class");
      }
    }
  }

  record Pair<T>(T first, T second) {}

  record Pairs(Pair<Activation> activations, Pair<Integer> sizes) {}

  @Test
  void fillsInWhatIsLeftOut() {
    assertEquals(
        new Trial(
            new Elbo(new Constant(1)),
            ImmutableList.of(),
            ImmutableList.of(200, 200),
            ImmutableMap.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            7L),
        read("{'objective': 'elbo', 'seed': 7}", Trial.class));
  }

  @Test
  void readsEveryKindAtAnyDepth() {
    String json =
        """
        {'objective': {'type': 'iwae', 'samples': 5, 'warmUp': {'type': 'elbo', 'beta': 2}},
         'layers': [{'type': 'residual',
                     'inner': [{'type': 'dense', 'units': 3, 'activation': 'leaky-relu'}, 'dropout']}],
         'hidden': [],
         'weights': {'k=5': {'type': 'linear', 'from': 0, 'to': 1, 'over': {'epochs': 10}}, 'b': 2},
         'warmUp': 0.5, 'clip': 3, 'note': 'n', 'raw': {'any': [null]}, 'shuffle': false,
         'seed': 9007199254740993}
        """;
    assertEquals(
        new Trial(
            new Iwae(5, new Elbo(new Constant(2))),
            ImmutableList.of(
                new Residual(
                    ImmutableList.of(new Dense(3, Activation.LEAKY_RELU), new Dropout(0.5)))),
            ImmutableList.of(),
            ImmutableMap.of(
                "k=5",
                new Linear(0, 1, new Span(OptionalInt.of(10), OptionalLong.empty())),
                "b",
                new Constant(2)),
            Optional.of(new Constant(0.5)),
            OptionalDouble.of(3),
            Optional.of("n"),
            Optional.of(Json.parse("{\"any\": [null]}", "x")),
            false,
            9007199254740993L),
        read(json, Trial.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000", "1e4", "10000.0"})
  void aWholeNumberMayBeSpeltLikeAnyOther(String number) {
    assertEquals(10_000, read(number, int.class));
    assertEquals(10_000L, read(number, Long.class));
    assertEquals(10_000.0, read(number, double.class));
  }

  @Test
  void readsARecordOfAFamilyWithOrWithoutItsType() {
    assertEquals(new Dropout(0.1), read("{'type': 'dropout', 'rate': 0.1}", Dropout.class));
    assertEquals(new Dropout(0.1), read("{'rate': 0.1}", Dropout.class));
    assertEquals(
        "type: expected \"dropout\" but is \"dense\"",
        problem("{'type': 'dense', 'rate': 0.1}", Dropout.class));
  }

  @Test
  void resolvesTypeParameters() {
    assertEquals(
        new Pairs(new Pair<>(Activation.RELU, Activation.TANH), new Pair<>(1, 2)),
        read(
            "{'activations': {'first': 'relu', 'second': 'tanh'},"
                + " 'sizes': {'first': 1, 'second': 2}}",
            Pairs.class));
  }

  /** The trials of a sweep share what they have in common, and problems come up each time. */
  @Test
  void readsAPartThatItKnowsOnce() {
    String pairs = "{'activations': {'first': 'relu', 'second': 'tanh'}, 'sizes': SIZES}";
    String good = pairs.replace("SIZES", "{'first': 1, 'second': 2}").replace('\'', '"');
    Pairs one = reader.read(Json.parse(good, "x"), Pairs.class, "trial");
    Pairs two = reader.read(Json.parse(good.replace("2", "3"), "x"), Pairs.class, "trial");
    assertSame(one.activations(), two.activations());
    assertEquals(new Pair<>(1, 2), one.sizes());
    assertEquals(new Pair<>(1, 3), two.sizes());
    for (int i = 0; i < 2; i++) {
      assertThrows(
          ConfigException.class,
          () -> reader.read(Json.parse(good.replace("2", "\"?\""), "x"), Pairs.class, "trial"));
    }
  }

  @Test
  void reportsAllProblemsAtOnce() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                reader.read(
                    Json.parse(
                        "{\"objctive\": 1, \"hidden\": [1.5, 2, \"a\"],"
                            + " \"layers\": [{\"type\": \"dense\"}]}",
                        "x"),
                    Trial.class,
                    "trial"));
    assertEquals(
        """
        5 problems:
          trial.objctive: unknown key 'objctive'; did you mean 'objective'? known: objective, layers, \
        hidden, weights, warmUp, clip, note, raw, shuffle, seed
          trial: missing 'seed'; required: objective, seed; optional: layers, hidden, \
        weights, warmUp, clip, note, raw, shuffle
          trial.layers[0]: 'dense' is missing 'units'; required: units; optional: activation
          trial.hidden[0]: expected a whole number but is 1.5
          trial.hidden[2]: expected a whole number but is "a\"\
        """,
        e.getMessage());
    assertEquals(5, e.problems().size());
  }

  @Test
  void aMistakeInASpecClassIsNotTheUsers() {
    assertThrows(IllegalStateException.class, () -> read("{}", WrongDefault.class));
    assertThrows(IllegalStateException.class, () -> read("{}", UnquotedDefault.class));
    assertThrows(IllegalStateException.class, () -> read("{}", DefaultAndOptional.class));
    assertThrows(IllegalStateException.class, () -> read("{'text': 'a'}", Unreadable.class));
  }

  @Test
  void aMistakeInAPluginsClassNamesIt() {
    ConfigException e = assertThrows(ConfigException.class, () -> read("{'x': 1}", Broken.class));
    assertEquals(
        "the plug-in type 'broken' (%s) failed: UnsupportedOperationException: a mistake in the class"
            .formatted(Broken.class.getName()),
        e.getMessage());
  }

  @Test
  void checksTheDefaultsOfAllTypes() {
    reader.checkDefaults();
    record Wrong(@Default("-1") Schedule beta) implements Objective {}
    SpecTypes types =
        SpecTypes.builder()
            .add(Schedule.class, "constant", Constant.class)
            .numberShorthand(Schedule.class, Constant.class)
            .add(Objective.class, "wrong", Wrong.class)
            .build();
    IllegalStateException e =
        assertThrows(IllegalStateException.class, new SpecReader(types)::checkDefaults);
    assertEquals(
        "the default of " + Wrong.class.getName() + ".beta: value must not be negative but is -1.0",
        e.getMessage());
  }

  private <T> T read(String json, Class<T> type) {
    return reader.read(Json.parse(json.replace('\'', '"'), "test"), type, "");
  }

  private String problem(String json, Class<?> type) {
    return assertThrows(ConfigException.class, () -> read(json, type)).getMessage();
  }
}
