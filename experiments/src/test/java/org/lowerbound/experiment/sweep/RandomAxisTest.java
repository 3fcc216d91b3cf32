package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.random.RandomStream;

class RandomAxisTest {
  private static final String RATE = "'optimizer.rate': {'log-uniform': [1e-4, 1e-2]}";
  private static final String LATENTS = "'model.latents': {'integers': [2, 64]}";
  private static final String ACTIVATION = "'activation': {'choice': ['tanh', 'relu']}";
  private static final String BETA = "'beta': {'uniform': [0.5, 4]}";
  private static final String ALL = String.join(", ", RATE, LATENTS, ACTIVATION, BETA);

  @TempDir private Path folder;
  private SweepFiles files;

  @BeforeEach
  void inFolder() {
    files = new SweepFiles(folder);
  }

  private Sweep sweep(String random, int count, int seed) {
    return files.sweep(
        "'trial': {}, 'axes': [{'random': {%s}, 'count': %d, 'seed': %d}]"
            .formatted(random, count, seed));
  }

  private static List<JsonNode> values(Sweep sweep, String path) {
    return sweep.trials().stream().map(trial -> trial.overrides().get(path)).toList();
  }

  private static ImmutableList<Double> draws(RandomRange range, int count) {
    RandomStream stream = new RandomStream(7, "test");
    ImmutableList.Builder<Double> draws = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      draws.add(range.draw(stream).doubleValue());
    }
    return draws.build();
  }

  /** The draws of a version are those of the next: a sweep finds its finished trials again. */
  @Test
  void theTrialsOfASeedAreAlwaysTheSame() {
    assertEquals(
        List.of(
            "optimizer.rate=0.00674, model.latents=9, activation=relu, beta=1.29",
            "optimizer.rate=0.00279, model.latents=13, activation=relu, beta=0.533",
            "optimizer.rate=4.9E-4, model.latents=21, activation=relu, beta=1.381"),
        SweepFiles.labels(sweep(ALL, 3, 1)));
    assertNotEquals(SweepFiles.labels(sweep(ALL, 3, 1)), SweepFiles.labels(sweep(ALL, 3, 2)));
    assertEquals(
        SweepFiles.labels(sweep(BETA, 3, 0)),
        SweepFiles.labels(
            files.sweep("'trial': {}, 'axes': [{'random': {%s}, 'count': 3}]".formatted(BETA))));
  }

  @Test
  void aLargerCountKeepsTheFirstTrials() {
    assertEquals(
        SweepFiles.configs(sweep(ALL, 5, 1)), SweepFiles.configs(sweep(ALL, 30, 1)).subList(0, 5));
  }

  @Test
  void aPathHasDrawsOfItsOwnWhateverStandsBesideIt() {
    Sweep all = sweep(ALL, 30, 1);
    Sweep fewer = sweep(BETA + ", " + RATE, 30, 1);
    for (String path : List.of("beta", "optimizer.rate")) {
      assertEquals(values(all, path), values(fewer, path));
    }
    // Another way to write the same path is not another stream.
    assertEquals(
        values(sweep("'a[0].b': {'uniform': [0, 1]}", 5, 1), "a[0].b"),
        values(sweep("'a.0.b': {'uniform': [0, 1]}", 5, 1), "a.0.b"));
    assertNotEquals(
        values(sweep("'a': {'uniform': [0, 1]}", 5, 1), "a"),
        values(sweep("'b': {'uniform': [0, 1]}", 5, 1), "b"));
  }

  @Test
  void integersHaveBothBounds() {
    ImmutableList<Double> draws = draws(new IntegerRange(-1, 2), 200);
    assertEquals(ImmutableSet.of(-1.0, 0.0, 1.0, 2.0), ImmutableSet.copyOf(draws));
    assertTrue(values(sweep(LATENTS, 5, 1), "model.latents").stream().allMatch(JsonNode::isInt));
    int most = Integer.MAX_VALUE;
    assertTrue(draws(new IntegerRange(1, most), 20).stream().allMatch(x -> x >= 1 && x <= most));
  }

  @Test
  void realNumbersAreSpreadEvenly() {
    assertUniform(draws(new UniformRange(0.5, 4), 4000), 0.5, 4, x -> x);
    assertUniform(draws(new UniformRange(-1e308, 1e308), 4000), -1, 1, x -> x / 1e308);
    assertUniform(
        draws(new LogUniformRange(1e-4, 1e-2), 4000), Math.log(1e-4), Math.log(1e-2), Math::log);
    assertUniform(draws(new LogUniformRange(1e-300, 1e300), 4000), -300, 300, Math::log10);
  }

  /**
   * The distance of Kolmogorov and Smirnov from the uniform distribution: above 1.95 / sqrt(n) once
   * in a thousand times, and these draws are always the same. Rounding adds less than a thousandth.
   */
  private static void assertUniform(
      List<Double> draws, double low, double high, DoubleUnaryOperator scale) {
    double[] sorted =
        draws.stream()
            .mapToDouble(x -> (scale.applyAsDouble(x) - low) / (high - low))
            .sorted()
            .toArray();
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      assertTrue(sorted[i] >= -1e-12 && sorted[i] <= 1 + 1e-12);
      distance = Math.max(distance, Math.abs(sorted[i] - (i + 0.5) / sorted.length));
    }
    assertTrue(distance < 1.95 / Math.sqrt(sorted.length) + 1e-3, "distance " + distance);
  }

  @ParameterizedTest
  @CsvSource({"0.5,4,5", "0,1,5", "-1,1,6", "0,1000000,8", "0.001,0.002,8", "5,5.0000001,12"})
  void uniformDrawsHaveFewDigits(double low, double high, int longest) {
    for (double draw : draws(new UniformRange(low, high), 100)) {
      assertTrue(Double.toString(draw).length() <= longest, Double.toString(draw));
    }
    assertTrue(ImmutableSet.copyOf(draws(new UniformRange(low, high), 100)).size() > 80);
  }

  @ParameterizedTest
  @CsvSource({"1e-4,1e-2,3", "1,2,4", "1,1.01,6", "1e-300,1e300,3"})
  void logUniformDrawsHaveFewDigits(double low, double high, int most) {
    for (double draw : draws(new LogUniformRange(low, high), 100)) {
      String digits =
          new BigDecimal(Double.toString(draw)).stripTrailingZeros().unscaledValue().toString();
      assertTrue(digits.length() <= most, Double.toString(draw));
    }
    assertTrue(ImmutableSet.copyOf(draws(new LogUniformRange(low, high), 100)).size() > 80);
  }

  @Test
  void aRoundedDrawStaysWithinItsBounds() {
    double low = 0.123456;
    double high = 0.123459;
    assertTrue(
        draws(new LogUniformRange(low, high), 100).stream().allMatch(x -> x >= low && x <= high));
    double next = Math.nextUp(1.0);
    assertTrue(draws(new LogUniformRange(1, next), 10).stream().allMatch(x -> x == 1 || x == next));
    assertTrue(draws(new UniformRange(1, next), 10).stream().allMatch(x -> x == 1 || x == next));
  }

  @Test
  void aChoiceMayHaveAnyValue() {
    Sweep sweep =
        files.sweep(
            "'trial': {'o': {'type': 'elbo', 'beta': 4}}, 'axes': [{'random': {'o': {'choice':"
                + " [{'type': 'iwae', 'k': 5}, {'samples': 2}, 'vr']}}, 'count': 3}]");
    assertEquals(
        ImmutableSet.of(
            "{'o':{'type':'iwae','k':5}}",
            "{'o':{'type':'elbo','beta':4,'samples':2}}",
            "{'o':'vr'}"),
        ImmutableSet.copyOf(SweepFiles.configs(sweep)));
  }

  @Test
  void noPointIsThereTwice() {
    assertEquals(
        ImmutableSet.of("{'a':1,'b':'x'}", "{'a':1,'b':'y'}", "{'a':2,'b':'x'}", "{'a':2,'b':'y'}"),
        ImmutableSet.copyOf(
            SweepFiles.configs(
                sweep("'a': {'integers': [1, 2]}, 'b': {'choice': ['x', 'y']}", 4, 0))));
  }

  @Test
  void multipliesWithOtherAxesAndIsWrittenAsItWasRead() {
    Sweep sweep =
        files.sweep(
            "'trial': {}, 'axes': [{'random': {%s}, 'count': 3, 'seed': 2}, {'grid': {'seed': [1,"
                    .formatted(ALL)
                + " 2]}}]");
    assertEquals(6, sweep.trialCount());
    assertEquals(
        List.of("optimizer.rate", "model.latents", "activation", "beta", "seed"),
        sweep.overrideNames().asList());
    Sweep again = SweepFile.read(files.file("again.json", sweep.toJson().toString()));
    assertEquals(SweepFiles.configs(sweep), SweepFiles.configs(again));
  }

  @Test
  void aDrawIsChosenByWhatItsLabelSays() {
    Sweep sweep = sweep(ALL, 30, 1);
    ImmutableList<ResolvedTrial> trials =
        sweep.resolve(trial -> new ResolvedTrial(trial, trial.config()), trial -> trial);
    for (Trial trial : sweep.trials()) {
      String conditions = trial.label().replace(", ", ",");
      assertEquals(
          List.of(trial.index()),
          Selector.parse(conditions).select(trials).stream().map(t -> t.trial().index()).toList());
    }
  }

  @Test
  void whatIsDrawnCannotBeSet() {
    Sweep sweep = sweep(ALL, 3, 1);
    ConfigException e =
        assertThrows(ConfigException.class, () -> sweep.with(Overrides.parse("beta=1")));
    assertEquals(
        "--set beta=1: axes[0] varies this path; use --only to choose among its values",
        e.getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'random': {'a': 1}} | axes[0]: missing 'count'; required: random, count; optional: seed",
        "{'random': {}, 'count': 1} | axes[0]: random must have at least one path and what it is"
            + " drawn from",
        "{'random': [1], 'count': 1} | axes[0].random: expected an object but is [1]",
        "{'random': {'a': {'uniform': [0, 1]}}, 'count': 0} | axes[0]: count must be from 1 to"
            + " 100000 but is 0",
        "{'random': {'a': {'uniform': [0, 1]}}, 'count': 100001} | axes[0]: count must be from 1 to"
            + " 100000 but is 100001",
        "{'random': {'a': {'uniform': [0, 1]}}, 'count': '3'} | axes[0].count: expected a whole"
            + " number but is '3'",
        "{'random': {'a': {'uniform': [0, 1]}}, 'count': 3, 'sed': 1} | axes[0].sed: unknown key"
            + " 'sed'; did you mean 'seed'? known: random, count, seed",
        "{'random': {'a': 1}, 'grid': {'b': [1]}} | axes[0]: expected an object with one key,"
            + " 'grid', 'zip' or 'cases', or with 'random', 'count' and 'seed', but is"
            + " {'random':{'a':1},'grid':{'b':[1]}}",
        "{'grid': {'b': [1]}, 'count': 3} | axes[0]: expected an object with one key, 'grid', 'zip'"
            + " or 'cases', or with 'random', 'count' and 'seed', but is"
            + " {'grid':{'b':[1]},'count':3}",
      })
  void refusesAnAxisThatCannotBeMeant(String axis, String message) {
    assertEquals(message, files.problem("'trial': {}, 'axes': [%s]".formatted(axis)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a': [1, 2]   | .a: expected an object with one key, 'uniform', 'log-uniform' or"
            + " 'integers' with two bounds, or 'choice' with a list of values, such as {'integers':"
            + " [2, 64]}, but is [1,2]",
        "'a': {'uniform': [0, 1], 'integers': [0, 1]} | .a: expected an object with one key,"
            + " 'uniform', 'log-uniform' or 'integers' with two bounds, or 'choice' with a list of"
            + " values, such as {'integers': [2, 64]}, but is"
            + " {'uniform':[0,1],'integers':[0,1]}",
        "'a.b': {'loguniform': [1, 2]} | ['a.b'].loguniform: unknown key 'loguniform'; did you mean"
            + " 'log-uniform' or 'uniform'? known: uniform, log-uniform, integers, choice",
        "'a': {'uniform': 1} | .a.uniform: expected a list of two bounds, [low, high], but is 1",
        "'a': {'uniform': [1, 2, 3]} | .a.uniform: expected a list of two bounds, [low, high], but"
            + " is [1,2,3]",
        "'a': {'uniform': [1, 'x']} | .a.uniform[1]: expected a number but is 'x'",
        "'a': {'uniform': [4, 0.5]} | .a.uniform: the first bound must be below the second but they"
            + " are 4.0 and 0.5",
        "'a': {'log-uniform': [0, 1]} | .a.log-uniform: the bounds must be positive but they are"
            + " 0.0 and 1.0",
        "'a': {'log-uniform': [2, 1]} | .a.log-uniform: the first bound must be below the second"
            + " but they are 2.0 and 1.0",
        "'a': {'integers': [2, 6.5]} | .a.integers[1]: expected a whole number but is 6.5",
        "'a': {'integers': [64, 2]} | .a.integers: the first bound must be below the second but"
            + " they are 64 and 2",
        "'a': {'integers': [-2e9, 2e9]} | .a.integers: the bounds must be less than 2147483647"
            + " apart but they are -2000000000 and 2000000000",
        "'a': {'choice': []} | .a.choice: expected a list of at least one value but is []",
        "'a': {'choice': 'tanh'} | .a.choice: expected a list of at least one value but is 'tanh'",
        "'a..b': {'choice': [1]} | ['a..b']: 'a..b' is not a path; write keys with dots between and"
            + " list elements as [0], such as model.encoder.hidden[0]",
        "'a[0]': {'choice': [1]}, 'a.0': {'choice': [1]} | ['a.0']: is the same path as 'a[0]'",
      })
  void refusesARangeThatCannotBeMeant(String random, String message) {
    assertEquals(
        "axes[0].random" + message,
        files.problem("'trial': {}, 'axes': [{'random': {%s}, 'count': 2}]".formatted(random)));
  }

  @Test
  void refusesMorePointsThanThereAre() {
    assertEquals(
        "axes[0]: count is 7, but there are only 6 different points; a wider range or a smaller"
            + " count works",
        files.problem(
            "'trial': {}, 'axes': [{'random': {'a': {'integers': [1, 3]}, 'b': {'choice': [1, 2]}},"
                + " 'count': 7}]"));
  }

  @Test
  void refusesWhatAnotherAxisSets() {
    String random = "{'random': {'beta': {'uniform': [0, 1]}}, 'count': 2}";
    assertEquals(
        "axes[1]: sets 'beta', which axes[0] sets, too",
        files.problem("'trial': {}, 'axes': [{'grid': {'beta': [1]}}, %s]".formatted(random)));
    assertEquals(
        "axes: 200000 trials are too many; at most 100000",
        files.problem(
            "'trial': {}, 'axes': [{'random': {'b': {'uniform': [0, 1]}, 'c': {'uniform': [0, 1]}},"
                + " 'count': 100000}, {'grid': {'a': [1, 2]}}]"));
  }
}
