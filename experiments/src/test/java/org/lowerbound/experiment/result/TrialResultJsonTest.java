package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Dominance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.WeightTails;
import org.lowerbound.experiment.config.Json;

class TrialResultJsonTest {
  @TempDir Path folder;

  private static TrialResult result(double value) {
    return Samples.result(
        "ab12", TrialStatus.COMPLETED, ImmutableMap.of("nll", estimate(value, 0.1 + 0.2)));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        85.54,
        0.1 + 0.2,
        1.0 / 3,
        -2.0E-3,
        5,
        1e300,
        123456789.12345679,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void comesBackToTheLastDigit(double value) {
    Path file = folder.resolve("result.json");
    TrialResultJson.write(file, result(value));
    // Records compare doubles by their bits.
    assertEquals(result(value), TrialResultJson.read(file));
  }

  @Test
  void whatIsOptionalComesBack() {
    TrialResult failed =
        new TrialResult(
            "ab12",
            TrialStatus.FAILED,
            Optional.of("out of \"memory\""),
            ImmutableMap.of("active-units", estimate(12)),
            Optional.empty(),
            ImmutableList.of(),
            Samples.PROVENANCE,
            new Timing(1, 0, 0, 0, 0, 0));
    ObjectNode json = TrialResultJson.encode(failed);
    assertEquals("failed", json.path("status").textValue());
    assertFalse(json.path("timing").has("stepsPerSecond"));
    assertEquals(failed, TrialResultJson.decode(json, "test"));
  }

  @Test
  void whatIsToBeKnownOfAFigureComesBack() {
    Estimate figure =
        new Estimate(
            1,
            OptionalDouble.empty(),
            19,
            new Caveats(
                Optional.of(new Chance(0.1 + 0.2, 1.0 / 3)),
                Optional.of(new Dominance(2, 0.7)),
                OptionalDouble.of(0.9),
                Optional.of(new WeightTails(12, 19, 0.7, 1.0 / 3)),
                OptionalDouble.of(2.0 / 3),
                ImmutableList.of("Unit 2 is collapsed.", "So are others.")));
    TrialResult result =
        Samples.result("ab12", TrialStatus.COMPLETED, ImmutableMap.of("mig", figure));
    Path file = folder.resolve("result.json");
    TrialResultJson.write(file, result);
    assertEquals(result, TrialResultJson.read(file));
    // What there is nothing to know of is written as ever.
    assertEquals(
        "{\"value\":1.0,\"standardError\":0.30000000000000004,\"n\":1000}",
        TrialResultJson.encode(result(1)).at("/metrics/nll").toString());
  }

  @Test
  void aResultThatDoesNotTellItsMeasureCanBeRead() {
    ObjectNode json = TrialResultJson.encode(result(1));
    assertEquals("mass", json.at("/provenance/measure").textValue());
    ((ObjectNode) json.get("provenance")).remove("measure");
    assertEquals(Optional.empty(), TrialResultJson.decode(json, "test").provenance().measure());
  }

  @Test
  void aResultThatDoesNotTellWhereTheTimeWentCanBeRead() {
    ObjectNode json = TrialResultJson.encode(result(1));
    assertEquals(1.5, json.at("/timing/evaluationSeconds").doubleValue());
    ((ObjectNode) json.get("timing"))
        .remove(List.of("computeSeconds", "firstStepSeconds", "evaluationSeconds"));
    assertEquals(new Timing(12.5, 10, 400, 0, 0, 0), TrialResultJson.decode(json, "test").timing());
  }

  @Test
  void theSteadyRateLeavesOutTheFirstStep() {
    assertEquals(399 / 9.75, result(1).timing().steadyStepsPerSecond().orElseThrow());
    assertEquals(OptionalDouble.empty(), new Timing(1, 0.5, 1, 0.5, 0.4, 0).steadyStepsPerSecond());
  }

  @Test
  void aValueThatIsNotFiniteIsAString() {
    ObjectNode json = TrialResultJson.encode(result(Double.NaN));
    assertEquals("NaN", json.at("/metrics/nll/value").textValue());
  }

  @Test
  void metricsOfTwoRunsAreEqualByteByByteWhateverTheirTimes() {
    TrialResult slow = result(1.0 / 3);
    TrialResult fast =
        new TrialResult(
            slow.id(),
            slow.status(),
            slow.message(),
            slow.metrics(),
            slow.training(),
            slow.measured(),
            slow.provenance(),
            new Timing(2, 1, 400, 1, 0.5, 0.5));
    ObjectNode first = TrialResultJson.encode(slow);
    ObjectNode second = TrialResultJson.encode(fast);
    assertNotEquals(Json.print(first), Json.print(second));
    assertEquals(Json.print(first.get("metrics")), Json.print(second.get("metrics")));
    assertEquals(40, first.at("/timing/stepsPerSecond").doubleValue());
  }

  @Test
  void namesTheFileAndTheFieldThatIsWrong() throws Exception {
    ObjectNode json = TrialResultJson.encode(result(1));
    json.withObject("/metrics/nll").put("value", "much");
    assertError(
        "f.json: metrics.nll.value must be a number, \"NaN\", \"Infinity\" or \"-Infinity\" but is"
            + " \"much\"",
        json);
    json.withObject("/metrics/nll").remove("value");
    assertError("f.json: metrics.nll.value is missing", json);
    json.put("status", "done");
    assertError("f.json: status must be one of completed, diverged, failed but is \"done\"", json);
  }

  private static void assertError(String message, ObjectNode json) {
    var e = assertThrows(ResultException.class, () -> TrialResultJson.decode(json, "f.json"));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aFileThatIsNotAResultIsNamed() throws Exception {
    Path file = folder.resolve("result.json");
    var missing = assertThrows(ResultException.class, () -> TrialResultJson.read(file));
    assertEquals("cannot read " + file + ": there is no such file", missing.getMessage());
    Files.writeString(file, "{\"id\": ");
    assertNamesFile(file);
    Files.writeString(file, "[1]");
    assertNamesFile(file);
  }

  private static void assertNamesFile(Path file) {
    var e = assertThrows(ResultException.class, () -> TrialResultJson.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
