package org.lowerbound.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user reads: the exact message for every way in which a configuration can be wrong. */
class BrokenConfigTest {
  private static final String KEYS =
      "objective, layers, hidden, weights, warmUp, clip, note, raw, shuffle, seed";

  // The keys given here are put into {"objective": "elbo", "seed": 1}; KEYS stands for all of them.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // wrong kinds
        "'seed': 'abc'         | trial.seed: expected a whole number but is 'abc'",
        "'seed': 1.5           | trial.seed: expected a whole number but is 1.5",
        "'seed': null          | trial.seed: expected a whole number but is null",
        "'seed': true          | trial.seed: expected a whole number but is true",
        "'seed': [1]           | trial.seed: expected a whole number but is [1]",
        "'shuffle': 'yes'      | trial.shuffle: expected true or false but is 'yes'",
        "'shuffle': 1          | trial.shuffle: expected true or false but is 1",
        "'clip': '3'           | trial.clip: expected a number but is '3'",
        "'clip': null          | trial.clip: expected a number but is null",
        "'note': 5             | trial.note: expected text in double quotes but is 5",
        "'hidden': 200         | trial.hidden: expected a list but is 200",
        "'hidden': [1, null]   | trial.hidden[1]: expected a whole number but is null",
        "'weights': [1]        | trial.weights: expected an object but is [1]",
        // ranges
        "'seed': 9223372036854775808 | trial.seed: expected a whole number from -9223372036854775808 to"
            + " 9223372036854775807 but is 9223372036854775808",
        "'seed': 1e30          | trial.seed: expected a whole number from -9223372036854775808 to"
            + " 9223372036854775807 but is 1.0E30",
        "'hidden': [3000000000] | trial.hidden[0]: expected a whole number from -2147483648 to"
            + " 2147483647 but is 3000000000",
        // keys
        "'objctive': 1         | trial.objctive: unknown key 'objctive'; did you mean 'objective'?"
            + " known: KEYS",
        "'warm_up': 1          | trial.warm_up: unknown key 'warm_up'; did you mean 'warmUp'? known:"
            + " KEYS",
        "'a key': 1            | trial['a key']: unknown key 'a key'; known: KEYS",
        "'type': 'x'           | trial.type: unknown key 'type'; known: KEYS",
        "'objective': {'type': 'iwae'} | trial.objective: 'iwae' is missing 'samples'; required:"
            + " samples; optional: warmUp",
        "'objective': 'iwae'   | trial.objective: 'iwae' is missing 'samples'; required: samples;"
            + " optional: warmUp",
        "'objective': {'type': 'elbo', 'samples': 1} | trial.objective.samples: unknown key 'samples';"
            + " known: beta",
        "'warmUp': {'type': 'linear', 'from': 0, 'over': {'steps': 1}} | trial.warmUp: 'linear' is"
            + " missing 'to'; required: from, to, over; optional: none",
        "'warmUp': {'type': 'linear', 'from': 0, 'to': 1, 'over': {'step': 1}} |"
            + " trial.warmUp.over.step: unknown key 'step'; did you mean 'steps'? known: epochs,"
            + " steps",
        // types
        "'objective': {'type': 'iwea', 'samples': 1} | trial.objective.type: unknown type 'iwea'; did"
            + " you mean 'iwae'? known types: iwae, elbo",
        "'objective': 'vae'    | trial.objective: unknown type 'vae'; known types:" + " iwae, elbo",
        "'layers': ['droput']  | trial.layers[0]: unknown type 'droput'; did you mean 'dropout'? known"
            + " types: dropout, dense, residual",
        "'objective': {'beta': 1} | trial.objective: missing 'type'; known types: elbo, iwae",
        "'objective': {'type': 1} | trial.objective.type: expected a type's name but is 1",
        "'objective': null     | trial.objective: expected an object with a 'type' or a type's name but"
            + " is null; known types: elbo, iwae",
        "'objective': 4        | trial.objective: expected an object with a 'type' or a type's name but"
            + " is 4; known types: elbo, iwae",
        "'warmUp': true        | trial.warmUp: expected an object with a 'type' or a type's name or a"
            + " number but is true; known types: constant, linear",
        "'layers': [{'type': 'dense', 'units': 1, 'activation': 'tahn'}] | trial.layers[0].activation:"
            + " expected one of 'relu', 'tanh', 'leaky-relu' but is 'tahn'; did you mean 'tanh'?",
        "'layers': [{'type': 'dense', 'units': 1, 'activation': 2}] | trial.layers[0].activation:"
            + " expected one of 'relu', 'tanh', 'leaky-relu' but is 2",
        // what a record refuses, with the place
        "'objective': {'type': 'iwae', 'samples': 0} | trial.objective: samples must be at least 1 but"
            + " is 0",
        "'warmUp': -1          | trial.warmUp: value must not be negative but is -1.0",
        "'weights': {'k=5': -1} | trial.weights['k=5']: value must not be negative but is -1.0",
        "'layers': [{'type': 'residual', 'inner': [{'type': 'residual', 'inner': [{'type': 'dropout',"
            + " 'rate': 'a'}]}]}] | trial.layers[0].inner[0].inner[0].rate: expected a number but is"
            + " 'a'",
        "'warmUp': {'type': 'linear', 'from': 0, 'to': 1, 'over': {}} | trial.warmUp.over: needs either"
            + " epochs or steps",
      })
  void saysWhereAndWhat(String keys, String message) {
    JsonNode trial =
        Json.object()
            .put("objective", "elbo")
            .put("seed", 1)
            .setAll((ObjectNode) Json.parse("{" + keys.replace('\'', '"') + "}", "test"));
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> new SpecReader(TestSpecs.types()).read(trial, TestSpecs.Trial.class, "trial"));
    // Quotes of either kind, since the table above is written with single ones only.
    assertEquals(message.replace("KEYS", KEYS), e.getMessage().replace('"', '\''));
  }
}
