package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.ResultException;

/**
 * What was seen while a trial was trained, {@code metrics.jsonl}.
 *
 * @param epochs a line an epoch
 */
record Curve(ImmutableList<JsonNode> epochs) {
  private static final String FILE = "metrics.jsonl";
  private static final String UNIT_KLS = "unitKls";
  private static final ImmutableList<String> PARTS =
      ImmutableList.of("validation", "training", "schedules");

  /**
   * Reads a trial's curve, if it has one; a last line that is still being written is left out.
   *
   * @throws ResultException if it cannot be read
   */
  static Optional<Curve> of(Path trialFolder) {
    Path file = trialFolder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file, UTF_8);
      ImmutableList<JsonNode> epochs =
          text.substring(0, text.lastIndexOf('\n') + 1)
              .lines()
              .filter(line -> !line.isBlank())
              .map(line -> Json.parse(line, file.toString()))
              .collect(toImmutableList());
      return epochs.isEmpty() ? Optional.empty() : Optional.of(new Curve(epochs));
    } catch (IOException e) {
      throw new ResultException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Returns what there are values of, such as {@code validation.elbo}. */
  ImmutableSet<String> fields() {
    ImmutableSet.Builder<String> fields = ImmutableSet.builder();
    for (String part : PARTS) {
      for (JsonNode epoch : epochs) {
        epoch.path(part).fieldNames().forEachRemaining(name -> fields.add(part + "." + name));
      }
    }
    return fields.build();
  }

  /**
   * Returns the values of a field by epoch or step; those that are not finite are left out.
   *
   * @param over {@code epoch} or {@code step}
   */
  ImmutableMap<Long, Double> values(String field, String over) {
    int dot = field.indexOf('.');
    Map<Long, Double> values = new TreeMap<>();
    for (JsonNode epoch : epochs) {
      JsonNode value = epoch.path(field.substring(0, dot)).path(field.substring(dot + 1));
      if (value.isNumber() && Double.isFinite(value.doubleValue())) {
        values.put(epoch.path(over).longValue(), value.doubleValue());
      }
    }
    return ImmutableMap.copyOf(values);
  }

  /** Returns the KL of each latent unit after the last epoch that was looked at, if any was. */
  Optional<ImmutableList<Double>> lastUnitKls() {
    List<JsonNode> backwards = Lists.reverse(epochs);
    return backwards.stream()
        .map(epoch -> epoch.path(UNIT_KLS))
        .filter(kls -> kls.isArray() && !kls.isEmpty())
        .findFirst()
        .map(
            kls -> {
              ImmutableList.Builder<Double> values = ImmutableList.builder();
              kls.forEach(kl -> values.add(Double.parseDouble(kl.asText())));
              return values.build();
            });
  }
}
