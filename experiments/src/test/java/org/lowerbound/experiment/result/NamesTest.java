package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.Json;

class NamesTest {
  @Test
  void aSlipGetsAHintAndAnotherWordDoesNot() {
    List<String> known = List.of("markdown", "latex", "csv");
    assertEquals(
        "unknown format 'LaTex'; did you mean 'latex'? Known: markdown, latex, csv",
        Names.unknown("format", "LaTex", known));
    assertEquals(
        "unknown format 'html'. Known: markdown, latex, csv",
        Names.unknown("format", "html", known));
    assertEquals("unknown metric 'a'. Known: none", Names.unknown("metric", "a", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"case\": \"IWAE k=5\"}; IWAE k=5",
        "{\"a\": 0.5, \"b\": \"tanh\"}; 0.5, tanh",
        "{\"a\": 1.0}; 1",
        "{\"a\": 1e-4}; 0.0001",
        "{\"a\": 1e-9}; 1e-9",
        "{\"a\": 2.50e20}; 2.5e20",
        "{\"a\": 0.0}; 0",
        "{\"a\": true, \"b\": null}; true, null",
        "{\"a\": [200, \"x\"]}; [200, x]",
        "{\"a\": {\"type\": \"elbo\"}}; {\"type\":\"elbo\"}",
        "{}; all",
      })
  void aRowIsLabelledWithItsValues(String overrides, String label) {
    assertEquals(label, RowLabel.of(Samples.overrides(overrides)));
  }

  @Test
  void anIntegerKeepsAllItsDigits() {
    assertEquals("12345678901", RowLabel.text(Json.parse("12345678901", "test")));
  }
}
