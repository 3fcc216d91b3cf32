package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.tensorboard.EventReader;
import org.lowerbound.picture.Raster;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** What TensorBoard is given of real trials. */
class EventsTest {
  private static final String SWEEP =
      """
      {
        "name": "plane",
        "trial": {
          "dataset": {"type": "none", "examples": 10},
          "model": {"type": "energy", "energy": "sine"},
          "objective": {"type": "elbo", "samples": 5, "kl": "monte-carlo"},
          "training": {"batchSize": 5, "steps": 30},
          "evaluation": {
            "metrics": [{"type": "elbo", "samples": 100, "kl": "monte-carlo"}],
            "splits": ["test", "train"],
            "figures": [{"type": "density-2d", "draws": 500, "pixels": 8}]
          }
        },
        "axes": [{"grid": {"objective.samples": [5, 6]}}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private void run(String... more) throws IOException {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP);
    int status =
        console.run(
            Stream.concat(
                    Stream.of(
                        "--sweep",
                        sweep.toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--only",
                        "objective.samples=5"),
                    Stream.of(more))
                .toArray(String[]::new));
    assertEquals(Runner.OK, status, console.err());
  }

  /** Returns the only trial of the sweep whose folder's name starts so. */
  private Path trial(String sweep) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      return files
          .filter(file -> file.endsWith("result.json"))
          .map(Path::getParent)
          .filter(trial -> folder.resolve("out").relativize(trial).toString().startsWith(sweep))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Map<String, List<Event>> byTag(Path trial) throws IOException {
    return EventReader.read(trial).stream()
        .filter(event -> event.getSummary().getValueCount() > 0)
        .collect(Collectors.groupingBy(event -> event.getSummary().getValue(0).getTag()));
  }

  private static Summary.Value only(Map<String, List<Event>> events, String tag, long step) {
    List<Event> found = events.get(tag);
    assertEquals(1, found.size(), tag + " once");
    assertEquals(step, found.get(0).getStep(), tag);
    return found.get(0).getSummary().getValue(0);
  }

  private static UnknownFieldSet message(UnknownFieldSet.Field field)
      throws InvalidProtocolBufferException {
    assertEquals(1, field.getLengthDelimitedList().size());
    return UnknownFieldSet.parseFrom(field.getLengthDelimitedList().get(0));
  }

  /** Returns what HParamsPluginData holds under a field of plugin_data.proto. */
  private static UnknownFieldSet pluginData(Summary.Value value, int field)
      throws InvalidProtocolBufferException {
    assertEquals("hparams", value.getMetadata().getPluginData().getPluginName());
    UnknownFieldSet data =
        UnknownFieldSet.parseFrom(value.getMetadata().getPluginData().getContent());
    return message(data.getField(field));
  }

  private static String text(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
  }

  private static Map<String, Value> hyperParameters(Summary.Value start) throws IOException {
    Map<String, Value> values = new HashMap<>();
    for (var entry : pluginData(start, 3).getField(1).getLengthDelimitedList()) {
      UnknownFieldSet pair = UnknownFieldSet.parseFrom(entry);
      values.put(text(pair, 1), Value.parseFrom(pair.getField(2).getLengthDelimitedList().get(0)));
    }
    return values;
  }

  @Test
  void aTrialHasItsHyperParametersNumbersFiguresAndEnd() throws IOException {
    run();
    Path trial = trial("plane");
    Map<String, List<Event>> events = byTag(trial);
    Map<String, Value> values = hyperParameters(only(events, "_hparams_/session_start_info", 0));
    assertEquals(5, values.get("objective.samples").getNumberValue());
    assertEquals("sine", values.get("model.energy").getStringValue());
    assertTrue(values.keySet().stream().noneMatch(path -> path.startsWith("evaluation")));

    JsonNode metrics = Json.read(trial.resolve("result.json")).get("metrics");
    for (String column : List.of("elbo", "train.elbo")) {
      Event numbers =
          events.values().stream()
              .flatMap(List::stream)
              .filter(event -> event.getSummary().getValue(0).getTag().startsWith("evaluation/"))
              .findFirst()
              .orElseThrow();
      assertEquals(30, numbers.getStep());
      float value =
          numbers.getSummary().getValueList().stream()
              .filter(v -> v.getTag().equals("evaluation/" + column))
              .findFirst()
              .orElseThrow()
              .getSimpleValue();
      assertEquals((float) metrics.at("/" + column + "/value").asDouble(), value);
    }
    for (String figure : List.of("density-2d", "train.density-2d")) {
      Summary.Image image = only(events, "figures/" + figure, 30).getImage();
      Raster drawn = PngFile.read(trial.resolve("figures/" + figure + ".png"));
      assertEquals(drawn.width(), image.getWidth());
      assertEquals(drawn.height(), image.getHeight());
      assertEquals(3, image.getColorspace());
      assertArrayEquals(
          Files.readAllBytes(trial.resolve("figures/" + figure + ".png")),
          image.getEncodedImageString().toByteArray());
    }
    UnknownFieldSet end = pluginData(only(events, "_hparams_/session_end_info", 30), 4);
    assertEquals(List.of(1L), end.getField(1).getVarintList(), "STATUS_SUCCESS");
  }

  @Test
  void theSweepNamesTheColumns() throws IOException {
    run();
    Summary.Value value = only(byTag(folder.resolve("out/plane")), "_hparams_/experiment", 0);
    UnknownFieldSet experiment = pluginData(value, 2);
    assertEquals("plane", text(experiment, 6));
    // HParamInfo: name = 1, type = 4 (DATA_TYPE_FLOAT64 = 3), domain_interval = 6, differs = 7.
    UnknownFieldSet first =
        UnknownFieldSet.parseFrom(experiment.getField(4).getLengthDelimitedList().get(0));
    assertEquals("objective.samples", text(first, 1));
    assertEquals(List.of(3L), first.getField(4).getVarintList());
    UnknownFieldSet interval = message(first.getField(6));
    assertEquals(
        List.of(5.0, 6.0),
        Stream.of(1, 2)
            .map(f -> Double.longBitsToDouble(interval.getField(f).getFixed64List().get(0)))
            .toList());
    assertEquals(List.of(1L), first.getField(7).getVarintList());
    // MetricInfo: name = 1 with its tag = 2, display_name = 3.
    UnknownFieldSet metric =
        UnknownFieldSet.parseFrom(experiment.getField(5).getLengthDelimitedList().get(0));
    assertEquals("evaluation/elbo", text(message(metric.getField(1)), 2));
    assertEquals("elbo (nats)", text(metric, 3));
  }

  @Test
  void aTrainingThatGoesOnAndOneThatIsUsedAgainHaveEachOnce() throws IOException {
    run();
    for (long steps : new long[] {40, 30}) {
      // The first goes on from step 30. The second has all numbers already, with other settings.
      run("--set", steps == 40 ? "training.steps=40" : "evaluation.splits=[\"test\"]");
      Path trial = trial("plane-set-");
      Map<String, List<Event>> events = byTag(trial);
      only(events, "_hparams_/session_start_info", 0);
      only(events, "_hparams_/session_end_info", steps);
      only(events, "evaluation/elbo", steps);
      only(events, "figures/density-2d", steps);
      List<Long> curve = events.get("training/bound").stream().map(Event::getStep).toList();
      assertEquals(curve.stream().distinct().sorted().toList(), curve);
      assertEquals(steps, curve.get(curve.size() - 1));
      deleteAll(trial.getParent().getParent());
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
