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
    assertEquals(OptionalDouble.empty(), row.published("nll").orElseThrow().difference());
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
  void howATableWasMadeComesBack() {
    ResultTable table = Samples.told();
    JsonNode json = Json.parse(Json.print(ResultTableJson.encode(table)), "test");
    assertEquals(table, ResultTableJson.decode(json, "test"));
    JsonNode provenance = json.at("/provenance");
    assertEquals(
        "java -jar runner.jar --sweep beta.json --set 'model.latents=[4, 5]'",
        provenance.at("/command/line").textValue());
    assertEquals("ab12", provenance.at("/command/sweepSha256").textValue());
    assertEquals("cafe", provenance.at("/configHash").textValue());
    assertEquals(
        "{\"threads\":1,\"jobs\":2,\"natives\":\"1.1.0 linux-x86_64\","
            + "\"environment\":{\"TF_ENABLE_ONEDNN_OPTS\":\"0\"}}",
        provenance.at("/executions/0").toString());
    assertEquals(
        "{\"name\":\"mnist\",\"fingerprint\":\"0123456789abcdef\",\"stored\":\"grey\",\"drawn\":"
            + "\"binarization\",\"observed\":\"binary\",\"standardized\":false,\"config\":"
            + "{\"type\":\"mnist\",\"binarization\":\"dynamic\"}}",
        provenance.at("/datasets/0").toString());
    assertEquals(
        "[{\"file\":\"mine.jar\",\"sha256\":\"abcd\"}]", provenance.at("/plugins").toString());
    assertEquals("[1,2]", provenance.at("/seeds").toString());
    assertEquals("[1234]", provenance.at("/parameters").toString());
    assertEquals(25.0, provenance.at("/wallSeconds").doubleValue());
    assertEquals(4, provenance.at("/hosts/0/cores").intValue());
    assertEquals(8L << 30, provenance.at("/hosts/0/memoryBytes").longValue());
    assertEquals(
        "{\"id\":\"x1\",\"status\":\"completed\",\"overrides\":{\"seed\":1},\"configHash\":\"c0ffee\","
            + "\"seed\":1,\"parameters\":1234}",
        json.at("/rows/0/trials/0").toString());
  }

  @Test
  void aTableThatDoesNotTellHowItWasMadeCanBeRead() {
    ObjectNode json = ResultTableJson.encode(Samples.told());
    ObjectNode provenance = (ObjectNode) json.get("provenance");
    provenance.remove(
        List.of(
            "command",
            "configHash",
            "executions",
            "plugins",
            "seeds",
            "parameters",
            "wallSeconds"));
    ObjectNode dataset = (ObjectNode) provenance.at("/datasets/0");
    dataset.retain("name", "fingerprint");
    ((ObjectNode) provenance.at("/hosts/0")).retain("java", "platform", "cpu");
    json.at("/rows/0/trials").forEach(t -> ((ObjectNode) t).retain("id", "status", "overrides"));
    ResultTable table = ResultTableJson.decode(json, "test");
    assertEquals(Making.UNKNOWN, table.provenance().making());
    assertEquals(
        new Host("17.0.15+6", "Linux 6.1 amd64", "A CPU"), table.provenance().hosts().get(0));
    assertEquals(Optional.empty(), table.rows().get(0).trials().get(0).facts());
  }

  @Test
  void aTableOfOldAndNewTrialsTellsWhatTheNewOnesDo() {
    ResultTable table =
        Samples.builder(Publications.NONE, NLL)
            .build(
                ImmutableList.of(
                    completed("{\"seed\": 7}", Map.of("nll", estimate(1))),
                    Samples.told(1, ImmutableMap.of("nll", estimate(2)))));
    Making making = table.provenance().making();
    assertEquals(List.of(1L), making.seeds());
    assertEquals(1, making.executions().size());
    assertEquals(25, making.wallSeconds().orElseThrow());
  }

  @Test
  void onlyAWholeTableIsMadeByTheCommandWithoutChoosing() {
    RunCommand command =
        new RunCommand(
            ImmutableList.of(
                "--sweep", "a b.json", "--only", "seed=1", "--out", "o", "--shard", "1/2"),
            ImmutableList.of("p/mine.jar"),
            "ab");
    assertEquals(
        "java -cp runner.jar:p/mine.jar org.lowerbound.experiment.Runner --sweep 'a b.json' --only"
            + " seed=1 --out o --shard 1/2",
        command.line());
    assertEquals("a b.json", command.sweep());
    ResultTable whole = Samples.table().madeBy(Optional.of(command), "cafe");
    assertEquals(
        List.of("--sweep", "a b.json", "--out", "o"),
        whole.provenance().making().command().orElseThrow().arguments());
    ResultTable part =
        Samples.builder(Publications.NONE, NLL)
            .build(
                ImmutableList.of(
                    completed("{\"seed\": 1}", Map.of("nll", estimate(1))),
                    new TableTrial("x", Samples.overrides("{\"seed\": 2}"), Optional.empty())))
            .madeBy(Optional.of(command), "cafe");
    assertEquals(Optional.of(command), part.provenance().making().command());
  }

  @Test
  void severalPublishedNumbersAreAListAndOneIsNone() {
    Publications published =
        new Publications(
            ImmutableList.of(
                new Published("Doe", "nll", ImmutableMap.of("A", 1.5, "B", 2.5)),
                new Published("Roe", "mig", ImmutableMap.of("A", 0.5), true)));
    ResultTable table =
        Samples.builder(published, NLL, Samples.MIG)
            .build(
                ImmutableList.of(
                    completed("{\"case\": \"A\"}", Map.of("nll", estimate(1))),
                    completed("{\"case\": \"B\"}", Map.of("nll", estimate(1)))));
    JsonNode json = Json.parse(Json.print(ResultTableJson.encode(table)), "test");
    assertEquals(
        "[{\"source\":\"Doe\",\"metric\":\"nll\",\"value\":1.5,\"difference\":-0.5},"
            + "{\"source\":\"Roe\",\"metric\":\"mig\",\"value\":0.5,\"unverified\":true}]",
        json.at("/rows/0/published").toString());
    assertEquals("Doe", json.at("/rows/1/published/source").textValue());
    assertEquals(table, ResultTableJson.decode(json, "test"));
    ((ObjectNode) json.at("/rows/0/published/1")).put("unverified", "yes");
    var e = assertThrows(ResultException.class, () -> ResultTableJson.decode(json, "test"));
    assertEquals(
        "test: rows[0].published[1].unverified must be true or false but is \"yes\"",
        e.getMessage());
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
