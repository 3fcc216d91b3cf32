package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;

/** Whatever number a key has, its trial is soon accepted or refused with its path and in words. */
class ExtremeNumbersTest {
  private static final ImmutableList<String> WHOLE = ImmutableList.of("2147483647", "-1", "0");
  private static final ImmutableList<String> REAL = ImmutableList.of("1e300", "-1.5", "0.0");

  /** Far above what the slowest takes, a graph of a thousand layers. */
  private static final int MOST_SECONDS = 60;

  /** A shape, a size or an index that has overflowed; the number that was put in is "is -1". */
  private static final Pattern OVERFLOWN = Pattern.compile("\\[-(?!1\\])\\d+]|is -\\d{4,}");

  @TempDir Path folder;

  /** A number in a tree, and what sets it to another. */
  private record Leaf(String key, boolean whole, Consumer<JsonNode> set) {}

  @Test
  void everyExtremeIsSoonAcceptedOrRefusedInWords() {
    Set<String> seen = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (JsonNode trial : SmallTrials.resolved(folder)) {
      try {
        SmallTrials.plan(folder, trial).check();
      } catch (ConfigException e) {
        wrong.add(trial + " is wrong as it is: " + e.getMessage());
        continue;
      }
      JsonNode changed = trial.deepCopy();
      for (Leaf leaf : leaves(changed, "", "")) {
        if (seen.add(leaf.key())) {
          for (String number : leaf.whole() ? WHOLE : REAL) {
            JsonNode copy = trial.deepCopy();
            leaves(copy, "", "").stream()
                .filter(other -> other.key().equals(leaf.key()))
                .findFirst()
                .orElseThrow()
                .set()
                .accept(Json.parse(number, "number"));
            check(copy, leaf.key() + " = " + number, wrong);
          }
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    assertFalse(seen.size() < 100, "only " + seen.size() + " numbers were tried");
  }

  private void check(JsonNode trial, String what, List<String> wrong) {
    Stopwatch watch = Stopwatch.createStarted();
    try {
      SmallTrials.plan(folder, trial).check();
    } catch (ConfigException e) {
      if (OVERFLOWN.matcher(e.getMessage()).find() || e.getMessage().contains("null")) {
        wrong.add(what + ": " + e.getMessage());
      }
    } catch (RuntimeException | Error e) {
      wrong.add(what + ": threw " + e);
    }
    if (watch.elapsed().toSeconds() > MOST_SECONDS) {
      wrong.add(what + ": took " + watch);
    }
  }

  /** Returns the numbers of a tree; one is known by the type it is in and its key. */
  private static List<Leaf> leaves(JsonNode node, String owner, String path) {
    List<Leaf> leaves = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      String type = object.path("type").asText(owner);
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String key = path + "/" + entry.getKey();
        // A type has the same checks wherever it stands.
        String place = object.has("type") ? type + "." + entry.getKey() : key;
        if (entry.getValue().isNumber()) {
          leaves.add(
              new Leaf(
                  place,
                  entry.getValue().isIntegralNumber(),
                  number -> object.set(entry.getKey(), number)));
        } else {
          leaves.addAll(leaves(entry.getValue(), type, place));
        }
      }
    } else if (node instanceof ArrayNode list && !list.isEmpty()) {
      if (list.get(0).isNumber()) {
        leaves.add(
            new Leaf(path + "[]", list.get(0).isIntegralNumber(), number -> list.set(0, number)));
      } else {
        list.forEach(element -> leaves.addAll(leaves(element, owner, path + "[]")));
      }
    }
    return leaves;
  }
}
