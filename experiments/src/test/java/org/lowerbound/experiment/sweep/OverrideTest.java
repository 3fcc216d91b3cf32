package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.ConfigException;

class OverrideTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // base | path | value | result
        "{'a':{'b':1,'c':2}}            | a         | {'b':3}             | {'a':{'b':3,'c':2}}",
        "{'a':{'b':1,'c':2}}            | a.b       | 3                   | {'a':{'b':3,'c':2}}",
        "{}                             | a.b.c     | 3                   | {'a':{'b':{'c':3}}}",
        "{'a':[1,2]}                    | a         | [3]                 | {'a':[3]}",
        "{'a':[1,2]}                    | a[1]      | 3                   | {'a':[1,3]}",
        "{'a':[1,2]}                    | a.1       | 3                   | {'a':[1,3]}",
        "{'a':[[1],[2,{'b':3}]]}        | a[1][1].b | 4                   | {'a':[[1],[2,{'b':4}]]}",
        // types: the same one merges, another one replaces
        "{'o':{'type':'elbo','beta':1}} | o         | {'type':'elbo','k':2} | {'o':{'type':'elbo','beta':1,'k':2}}",
        "{'o':{'type':'elbo','beta':1}} | o         | {'k':2,'type':'iwae'} | {'o':{'k':2,'type':'iwae'}}",
        "{'o':{'type':'elbo','beta':1}} | o         | {'beta':2}          | {'o':{'type':'elbo','beta':2}}",
        "{'o':{'type':'elbo','beta':1}} | o         | 'iwae'              | {'o':'iwae'}",
        "{'o':{'type':'elbo','beta':1}} | o         | 'elbo'              | {'o':{'type':'elbo','beta':1}}",
        "{'o':{'type':'elbo','beta':1}} | o.type    | 'iwae'              | {'o':{'type':'iwae'}}",
        "{'o':{'beta':1}}               | o         | {'type':'elbo'}     | {'o':{'beta':1,'type':'elbo'}}",
        "{'m':{'type':'vae','e':{'type':'mlp','h':1}}} | m.e | {'type':'conv'} |"
            + " {'m':{'type':'vae','e':{'type':'conv'}}}",
        // shorthands
        "{'d':'mnist'}                  | d.seed    | 1                   | {'d':{'type':'mnist','seed':1}}",
        "{'d':'mnist'}                  | d         | {'seed':1}          | {'d':{'type':'mnist','seed':1}}",
        "{'d':'mnist'}                  | d         | {'type':'omniglot','seed':1} |"
            + " {'d':{'type':'omniglot','seed':1}}",
        "{'m':['nll','mig']}            | m[0].k    | 5                   | {'m':[{'type':'nll','k':5},'mig']}",
        "{'b':1.0}                      | b         | {'type':'linear'}   | {'b':{'type':'linear'}}",
        "{'b':1.0}                      | b.type    | 'linear'            | {'b':{'type':'linear'}}",
        // dotted keys inside an override are paths, also under a new type
        "{'a':{'b':{'c':1}}}            | a         | {'b.c':2}           | {'a':{'b':{'c':2}}}",
        "{'a':{'type':'x','c':1}}       | a         | {'type':'y','s.t':2} | {'a':{'type':'y','s':{'t':2}}}",
      })
  void mergesDeeply(String base, String path, String value, String result) {
    JsonNode tree = SweepFiles.json(base);
    Assignment assignment = Assignment.of(path, SweepFiles.json(value));
    JsonNode changed = TreeMerge.assign(tree, assignment, "trial");
    assertEquals(SweepFiles.json(result), changed);
    assertEquals(SweepFiles.json(base), tree, "the base must not change");
    assertEquals(true, TreeMerge.holds(changed, assignment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'b':1.5}   | b.from | trial.b: is the number 1.5 and has no key 'from'; set it to an object with"
            + " a 'type' to use keys",
        "{'a':{'b':2}} | a.b.c.d | trial.a.b: is the number 2 and has no key 'c'; set it to an object with"
            + " a 'type' to use keys",
        "{'a':true}  | a.b    | trial.a: is true and has no key 'b'; set it to an object with a 'type' to"
            + " use keys",
        "{'a':[1,2]} | a[2]   | trial.a: is a list and has no element '2'; its elements are [0] to [1]",
        "{'a':[1,2]} | a.b    | trial.a: is a list and has no element 'b'; its elements are [0] to [1]",
        "{'a':[]}    | a[0]   | trial.a: is an empty list and has no element '0'",
      })
  void refusesAPathIntoWhatHasNoKeys(String base, String path, String message) {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                TreeMerge.assign(
                    SweepFiles.json(base), Assignment.of(path, SweepFiles.json("7")), "trial"));
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesToMergeKeysIntoANumber() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                TreeMerge.merge(
                    SweepFiles.json("{'beta': 1}"),
                    SweepFiles.json("{'beta': {'from': 0}}"),
                    "trial"));
    assertEquals(
        "trial.beta: is the number 1 and has no key 'from'; set it to an object with a 'type' to use"
            + " keys",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}               | a   | 2          | false",
        "{'a':1.0}             | a   | 1          | true",
        "{}                    | a   | {}         | false",
        "{'a':{'type':'x'}}    | a   | 'x'        | true",
        "{'a':{'type':'y'}}    | a   | 'x'        | false",
        "{'a':'x'}             | a   | {'type':'x'} | true",
        "{'a':{'type':'x','b':1}} | a | {'type':'x','b':2} | false",
        "{'a':[1,2]}           | a   | [1]        | false",
      })
  void knowsWhetherAValueIsStillThere(String tree, String path, String value, boolean holds) {
    assertEquals(
        holds, TreeMerge.holds(SweepFiles.json(tree), Assignment.of(path, SweepFiles.json(value))));
  }

  @ParameterizedTest
  @CsvSource({"a..b", "a.", "a[b]", "a[0", "[0]", "a[0]b"})
  void refusesWhatIsNoPath(String text) {
    ConfigException e = assertThrows(ConfigException.class, () -> OverridePath.parse(text));
    assertEquals(
        "'"
            + text
            + "' is not a path; write keys with dots between and list elements as [0], such as"
            + " model.encoder.hidden[0]",
        e.getMessage());
  }
}
