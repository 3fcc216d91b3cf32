package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;

/**
 * The numbers that a trial has so far, as {@code numbers.json}: it is there between the first
 * metric and the result. In a result, which has all numbers in one object, it says which numbers a
 * metric gave.
 */
public final class MeasuredJson {
  private MeasuredJson() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @param training what the numbers are about, as text
   */
  public static void write(Path file, String training, List<Measured> measured) {
    ObjectNode json = Json.object().put("training", training);
    ArrayNode array = json.putArray("measured");
    for (Measured one : measured) {
      ObjectNode entry = array.addObject().put("id", one.id()).put("commit", one.commit());
      entry.set("numbers", TrialResultJson.encode(one.numbers()));
    }
    AtomicFiles.write(file, Json.print(Checksum.addTo(json)));
  }

  /**
   * Returns the numbers in a file that are about a training.
   *
   * @throws ResultException if it is not there or does not hold numbers
   */
  public static ImmutableList<Measured> read(Path file, String training) {
    return ResultFiles.read(
        file,
        (json, name) -> {
          Checksum.check(json, name);
          JsonFields fields = JsonFields.of(json, name);
          return fields.string("training").equals(training)
              ? fields.objects(
                  "measured",
                  one ->
                      new Measured(
                          one.string("id"),
                          one.string("commit"),
                          one.objectsByName("numbers", TrialResultJson::estimate)))
              : ImmutableList.of();
        });
  }

  static ArrayNode encodeColumns(List<Measured> measured) {
    ArrayNode array = Json.object().putArray("measured");
    for (Measured one : measured) {
      ObjectNode entry = array.addObject().put("id", one.id()).put("commit", one.commit());
      ArrayNode columns = entry.putArray("columns");
      one.numbers().keySet().forEach(columns::add);
    }
    return array;
  }

  static ImmutableList<Measured> decodeColumns(
      JsonFields fields, String key, ImmutableMap<String, Estimate> metrics) {
    return fields.optionalObjects(
        key,
        one ->
            new Measured(
                one.string("id"),
                one.string("commit"),
                one.strings("columns").stream()
                    .collect(toImmutableMap(column -> column, column -> metrics.get(column)))));
  }
}
