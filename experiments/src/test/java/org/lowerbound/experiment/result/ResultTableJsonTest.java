package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lowerbound.experiment.result.Samples.NLL;
import static org.lowerbound.experiment.result.Samples.completed;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

class ResultTableJsonTest {
  @TempDir Path folder;

  @Test
  void comesBackAsItWas() {
    Path file = folder.resolve("out/table.json");
    ResultTableJson.write(file, Samples.table());
    assertEquals(Samples.table(), ResultTableJson.read(file));
  }

  @Test
  void aTableThatDoesNotTellItsMeasuresCanBeRead() {
    ObjectNode json = ResultTableJson.encode(Samples.table());
    assertEquals("[\"mass\"]", json.at("/provenance/measures").toString());
    ((ObjectNode) json.get("provenance")).remove("measures");
    assertEquals(ImmutableList.of(), ResultTableJson.decode(json, "test").provenance().measures());
  }

  @Test
  void comesBackToTheLastDigit() {
    ResultTable table =
        Samples.builder(
                Optional.of(new Published("Doe", "nll", ImmutableMap.of("[200, 100]", 0.7))), NLL)
            .build(
                ImmutableList.of(
                    completed(
                        "{\"hidden\": [200, 100], \"seed\": 1}",
                        Map.of("nll", estimate(0.1 + 0.2))),
                    completed(
                        "{\"hidden\": [200, 100], \"seed\": 2}", Map.of("nll", estimate(1 / 3.0))),
                    completed("{\"hidden\": 3}", Map.of("nll", estimate(Double.NaN)))));
    JsonNode json = Json.parse(Json.print(ResultTableJson.encode(table)), "test");
    assertEquals(table, ResultTableJson.decode(json, "test"));
  }

  @Test
  void whatIsToBeKnownOfAMeanComesBackAndIsLeftOutWhereThereIsNothing() {
    ResultTable table = CaveatTableTest.table();
    JsonNode json = Json.parse(Json.print(ResultTableJson.encode(table)), "test");
    assertEquals(table, ResultTableJson.decode(json, "test"));
    assertEquals(
        "{\"mean\":0.25,\"standardDeviation\":0.125}",
        json.at("/rows/0/metrics/mig/byChance").toString());
    assertEquals(
        "{\"examples\":1,\"share\":0.985}", json.at("/rows/0/metrics/elbo/dominatedBy").toString());
    assertEquals(0.75, json.at("/rows/1/metrics/nll/largestWeight").doubleValue());
    assertEquals(
        List.of("mean", "standardError", "standardErrorOver", "n", "values"),
        ImmutableList.copyOf(json.at("/rows/1/metrics/elbo").fieldNames()));
  }

  @Test
  void meansOfOldTablesLeaveOutWhatIsNotFinite() {
    ObjectNode json = ResultTableJson.encode(Samples.table());
    ObjectNode nll = (ObjectNode) json.at("/rows/1/metrics/nll");
    nll.put("mean", "NaN").put("standardError", "NaN");
    nll.putArray("values").add(88.0).add("NaN");
    ((ObjectNode) json.at("/rows/1/published")).put("difference", "NaN");
    TableRow row = ResultTableJson.decode(json, "test").rows().get(1);
    assertEquals(Cell.of(ImmutableList.of(estimate(88))), row.metrics().get("nll"));
    assertEquals(OptionalDouble.empty(), row.published().orElseThrow().difference());
  }

  @Test
  void hasThePromisedKeys() {
    JsonNode json = ResultTableJson.encode(Samples.table());
    assertEquals("beta", json.at("/name").textValue());
    assertEquals("As beta grows", json.at("/description").textValue());
    assertEquals(
        Json.parse(
            "{\"name\": \"nll\", \"unit\": \"nats\", \"better\": \"lower\", \"description\":"
                + " \"Negative log-likelihood\"}",
            "test"),
        json.at("/columns/0"));
    assertEquals(0.5, json.at("/rows/0/overrides/beta").doubleValue());
    assertEquals(
        Json.parse(
            "{\"mean\": 90.25, \"standardError\": 0.5, \"standardErrorOver\": \"examples\", \"n\":"
                + " 1, \"values\": [90.25]}",
            "test"),
        Json.parse(json.at("/rows/0/metrics/nll").toString(), "test"));
    assertEquals(
        Json.parse(
            "{\"mean\": 88.5, \"standardError\": 0.5, \"standardErrorOver\": \"trials\", \"n\": 2,"
                + " \"values\": [88.0, 89.0]}",
            "test"),
        Json.parse(json.at("/rows/1/metrics/nll").toString(), "test"));
    assertEquals(1, json.at("/rows/0/diverged").intValue());
    assertEquals(0, json.at("/rows/0/failed").intValue());
    assertEquals(0, json.at("/rows/0/missing").intValue());
    assertEquals("diverged", json.at("/rows/0/trials/1/status").textValue());
    assertEquals(2, json.at("/rows/0/trials/1/overrides/seed").intValue());
    assertEquals(
        Json.parse(
            "{\"source\": \"Doe 2016\", \"metric\": \"nll\", \"value\": 87.5, \"difference\": 1.0}",
            "test"),
        Json.parse(json.at("/rows/1/published").toString(), "test"));
    assertEquals("4f2a", json.at("/provenance/builds/0/commit").textValue());
    assertEquals("2026-01-31T12:00:00Z", json.at("/provenance/firstStartedAt").textValue());
  }

  @Test
  void columnsCanBeSelected() {
    ResultTable table = Samples.table().withColumns(ImmutableList.of("mig", "nll"));
    assertEquals(ImmutableList.of(Samples.MIG, NLL), table.columns());
    var e =
        assertThrows(
            ResultException.class, () -> Samples.table().withColumns(ImmutableList.of("mg")));
    assertEquals("unknown column 'mg'; did you mean 'mig'? Known: nll, rate, mig", e.getMessage());
  }
}
