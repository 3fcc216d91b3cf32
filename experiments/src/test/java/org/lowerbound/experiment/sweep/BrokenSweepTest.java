package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.ConfigException;

/** The exact message for every way in which a sweep file can be wrong. */
class BrokenSweepTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'axis': []              | axis: unknown key 'axis'; did you mean 'axes'? known: name,"
            + " description, include, trial, axes, table, published",
        "'table': {'row': []}    | table.row: unknown key 'row'; did you mean 'rows'? known: rows,"
            + " columns, sort",
        "'table': {'rows': ['sed']} | table.rows: no axis sets 'sed'; the axes set: nothing",
        "'axes': [{'grid': {'seed': [1]}}], 'table': {'rows': ['sed']} | table.rows: no axis sets"
            + " 'sed'; did you mean 'seed'? the axes set: seed",
        "'table': {'columns': ['nll', 'nll']} | table: columns must not list a name twice but is"
            + " [nll, nll]",
        "'published': {'source': 's', 'metric': 'nll', 'value': {}} | published.value: unknown key"
            + " 'value'; did you mean 'values'? known: source, metric, values, unverified",
        "'published': 'Doe' | published: expected an object or a list of them but is 'Doe'",
        "'published': [{'source': 's', 'metric': 'nll', 'values': {'A': 'a'}}] |"
            + " published[0].values.A: expected a number but is 'a'",
        "'published': [{'source': 'p', 'metric': 'nll', 'values': {'A': 1}}, {'source': 'q',"
            + " 'metric': 'nll', 'values': {'A': 2}}] | published has two numbers of nll for row"
            + " 'A', 1.0 (p) and 2.0 (q); a row has one of each metric",
        "'published': {'source': 's', 'metric': 'nll', 'values': {'k=5': 'a'}} |"
            + " published.values['k=5']: expected a number but is 'a'",
        "'axes': {}              | axes: expected a list but is {}",
        "'axes': ['seed']        | axes[0]: expected an object with one key, 'grid', 'zip' or"
            + " 'cases', or with 'random', 'count' and 'seed', but is 'seed'",
        "'axes': [{'grid': {'a': [1]}, 'zip': {}}] | axes[0]: expected an object with one key,"
            + " 'grid', 'zip' or 'cases', or with 'random', 'count' and 'seed', but is"
            + " {'grid':{'a':[1]},'zip':{}}",
        "'axes': [{'gird': {}}]  | axes[0].gird: unknown key 'gird'; did you mean 'grid'? known:"
            + " grid, zip, cases, random",
        "'axes': [{'grid': {}}]  | axes[0].grid: expected an object with at least one path and its"
            + " values but is {}",
        "'axes': [{'cases': {}}] | axes[0].cases: expected an object with at least one label and"
            + " its overrides but is {}",
        "'axes': [{'grid': {'seed': 1}}] | axes[0].grid.seed: expected a list of at least one value"
            + " but is 1",
        "'axes': [{'zip': {'seed': []}}] | axes[0].zip.seed: expected a list of at least one value"
            + " but is []",
        "'axes': [{'zip': {'a.b': [1, 2], 'c': [1]}}] | axes[0].zip: the lists must be equally"
            + " long, but 'a.b' has 2 values and 'c' has 1",
        "'axes': [{'grid': {'a[0]': [1], 'a.0': [1]}}] | axes[0].grid['a.0']: is the same path as"
            + " 'a[0]'",
        "'axes': [{'grid': {'a..b': [1]}}] | axes[0].grid['a..b']: 'a..b' is not a path; write keys"
            + " with dots between and list elements as [0], such as model.encoder.hidden[0]",
        "'axes': [{'grid': {'trial.a': [1]}}] | axes[0].grid['trial.a']: 'trial.a': paths start"
            + " inside the trial; leave out 'trial.'",
        "'axes': [{'cases': {'A': 1}}] | axes[0].cases.A: expected an object of overrides but is 1",
        "'axes': [{'cases': {' ': {}}}] | axes[0].cases[' ']: a case needs a label",
        "'axes': [{'grid': {'a': 1}}, {'zip': {'b': 2}}] | 2 problems:~axes[0].grid.a: expected a"
            + " list of at least one value but is 1~axes[1].zip.b: expected a list of at least one"
            + " value but is 2",
        "'axes': [{'grid': {'seed': [1]}}, {'zip': {'seed': [2]}}] | axes[1]: sets 'seed', which"
            + " axes[0] sets, too",
        "'axes': [{'cases': {'A': {'o': {'beta': 1}}}}, {'grid': {'o.beta': [2]}}] | axes[1]: sets"
            + " 'o.beta', which axes[0] sets, too",
        "'axes': [{'grid': {'o.beta': [2]}}, {'cases': {'A': {}, 'B': {'o': {'type': 'iwae'}}}}] |"
            + " axes[1]: undoes o.beta=2 in trial #1 (o.beta=2, case=B); set it later or in the"
            + " same place",
        "'axes': [{'cases': {'A': {'n': {'x': 1}}}}] | axes[0]: trial.n: is the number 4 and has no"
            + " key 'x'; set it to an object with a 'type' to use keys",
        "'include': 'base.json'  | include: there is no file FOLDER/base.json, nor a sweep of that"
            + " name in the program",
      })
  void saysWhereAndWhat(String keys, String message) {
    String trial = "'trial': {'o': {'type': 'elbo', 'beta': 1}, 'n': 4}, ";
    assertEquals(
        message.replace("~", "\n  ").replace("FOLDER", folder.toString()),
        new SweepFiles(folder).problem(trial + keys));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'description': 'd' | missing 'trial'",
        "'trial': 1         | trial must be an object but is 1",
        "'trial': {'a.b': 1, 'a': {'b': 2}} | trial: one key undoes another, such as 'a.b' and 'a':"
            + " {'b': ...}; set each path once",
      })
  void needsATrial(String keys, String message) {
    assertEquals(message, new SweepFiles(folder).problem(keys));
  }

  @ParameterizedTest
  @CsvSource({"a/b", "..", ".hidden", "a b", "a.", "''"})
  void theNameMustNameAFolder(String name) {
    SweepFiles files = new SweepFiles(folder);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> SweepFile.read(files.file("n.json", "{'name': '" + name + "', 'trial': {}}")));
    assertEquals(
        folder.resolve("n.json")
            + ": name must be able to name a folder (letters, digits, '-', '_' and '.', at most"
            + " 100, a letter or digit first) but is \""
            + name
            + "\"",
        e.getMessage());
  }

  @Test
  void refusesMoreTrialsThanCanBeMeant() {
    String list = "[0" + ",1".repeat(399) + "]";
    assertEquals(
        "axes: 160000 trials are too many; at most 100000",
        new SweepFiles(folder)
            .problem(
                "'trial': {}, 'axes': [{'grid': {'a': "
                    + list
                    + "}}, {'grid': {'b': "
                    + list
                    + "}}]"));
  }
}
