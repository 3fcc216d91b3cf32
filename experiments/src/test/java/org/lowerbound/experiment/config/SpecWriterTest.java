package org.lowerbound.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.experiment.config.TestSpecs.Constant;
import org.lowerbound.experiment.config.TestSpecs.Elbo;
import org.lowerbound.experiment.config.TestSpecs.Objective;
import org.lowerbound.experiment.config.TestSpecs.Residual;
import org.lowerbound.experiment.config.TestSpecs.Trial;

class SpecWriterTest {
  private final SpecReader reader = new SpecReader(TestSpecs.types());
  private final SpecWriter writer = new SpecWriter(TestSpecs.types());

  @Test
  void fillsInAllDefaults() {
    assertEquals(
        "{\"objective\":{\"type\":\"elbo\",\"beta\":1.0},\"layers\":[{\"type\":\"dense\",\"units\":3,"
            + "\"activation\":\"tanh\"}],\"hidden\":[200,200],\"weights\":{},\"shuffle\":true,"
            + "\"seed\":1}",
        Json.printLine(
            writer.write(
                read(
                    "{'objective': 'elbo', 'layers': [{'type': 'dense', 'units': 3}], 'seed': 1}"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'objective': 'elbo', 'seed': 1}",
        "{'objective': {'type': 'iwae', 'samples': 5}, 'seed': -9223372036854775808, 'clip': 0.1}",
        "{'objective': 'elbo', 'seed': 1, 'weights': {'a b': {'type': 'linear', 'from': 0, 'to': 1e-9,"
            + " 'over': {'steps': 5}}}, 'warmUp': 2, 'note': 'n', 'raw': [1, {'x': null}]}",
        "{'objective': 'elbo', 'seed': 1, 'layers': [{'type': 'residual', 'inner': ['dropout', {'type':"
            + " 'dense', 'units': 1, 'activation': 'leaky-relu'}]}], 'shuffle': false, 'hidden': []}",
      })
  void readingUndoesWriting(String json) {
    Trial trial = read(json);
    JsonNode written = writer.write(trial);
    assertEquals(trial, reader.read(written, Trial.class, ""));
    // Text is what is stored, so it must survive as text, too.
    JsonNode reread = Json.parse(Json.print(written), "written");
    assertEquals(trial, reader.read(reread, Trial.class, ""));
    assertEquals(Json.sha256(written), Json.sha256(reread));
  }

  @Test
  void howADefaultIsSpeltDoesNotChangeTheHash() {
    assertEquals(
        Json.sha256(writer.write(read("{'objective': 'elbo', 'seed': 1}"))),
        Json.sha256(
            writer.write(
                read(
                    "{'seed': 1.0, 'objective': {'beta': {'type': 'constant', 'value': 1},"
                        + " 'type': 'elbo'}}"))));
  }

  @Test
  void aTypedRootSaysItsType() {
    JsonNode written = writer.write(new Elbo(new Constant(2)));
    assertEquals("{\"type\":\"elbo\",\"beta\":2.0}", Json.printLine(written));
    assertEquals(new Elbo(new Constant(2)), reader.read(written, Objective.class, ""));
    assertEquals(new Elbo(new Constant(2)), reader.read(written, Elbo.class, ""));
  }

  @Test
  void refusesWhatCouldNotBeReadBack() {
    record Stranger() implements TestSpecs.Layer {}
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> writer.write(new Residual(ImmutableList.of(new Stranger()))));
    assertEquals(
        "inner[0]: "
            + Stranger.class.getName()
            + " has no type name in Layer; known types: [dense, residual, dropout]",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> writer.write(new TestSpecs.Dropout(Double.NaN)));
  }

  private Trial read(String json) {
    return reader.read(Json.parse(json.replace('\'', '"'), "test"), Trial.class, "");
  }
}
