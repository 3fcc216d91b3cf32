package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Primitives;
import com.google.common.reflect.TypeToken;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Descriptions;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.sweep.SweepSchema;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.lowerbound.training.TrialSpec;

/**
 * The interval of a component is what its record accepts: its edges, and nothing outside. A number
 * without one is refused by no record, however large or small it is.
 */
final class IntervalsTest {
  private static final double STEP = 1e-6;

  private static final ImmutableList<Double> WHOLE = ImmutableList.of(-1.0, 0.0, 2147483647.0);
  private static final ImmutableList<Double> REAL = ImmutableList.of(-1e30, 0.0, 1e30);

  /**
   * What has no interval of its own: it depends on other keys, or its edges are no round numbers.
   */
  private static final ImmutableSet<String> DEPENDENT =
      ImmutableSet.of(
          "Sprites.test",
          "Listed.values",
          // 1 or 3
          "ImageForm.channels",
          // divisors of 40 and of 32
          "Dsprites.orientations",
          "Dsprites.positions",
          "Dsprites.test",
          "InfoVae.lambda",
          // in pairs
          "Interpolations.examples",
          "Jackknife.samples",
          "Lagging.mostSteps",
          // exp(−10) … exp(10)
          "DiscretizedLogisticMixtureLikelihood.initialScale",
          "Learned.initial",
          "PerPixel.initial",
          "PerObservation.initial",
          "FromDecoder.initial");

  private final SpecTypes types = StandardTypes.withoutPlugins();
  private final SpecReader reader = new SpecReader(types);

  /** The shortest configurations of the records that have no type name. */
  private static final ImmutableMap<String, String> SHORTEST =
      ImmutableMap.<String, String>builder()
          .put("TrainingSpec", "{\"epochs\": 1}")
          .put("Span", "{\"epochs\": 1}")
          .put("PiecewiseSchedule$Piece", "{\"value\": 1, \"over\": {\"epochs\": 1}}")
          .put("StochasticLayer", "{\"latents\": 1}")
          .put("Rung", "{\"latents\": 1}")
          .put("Edit", "{\"units\": [1], \"by\": [1]}")
          .put("LabelChoice$Part", "{\"known\": 1}")
          .put("OwnLabels$Part", "{\"from\": \"x\", \"known\": 1}")
          .put(
              "TrialSpec",
              "{\"dataset\": \"sprites\", \"model\": {\"type\": \"ppca\", \"latents\": 1}, \"objective\": \"elbo\","
                  + " \"training\": {\"epochs\": 1}}")
          .buildOrThrow();

  /** A component that is a number, a list of them or a schedule, of a record that is accepted. */
  private final class NumericKey {
    private final Class<?> root;
    private final ObjectNode config;
    private final RecordComponent component;
    private final boolean list;
    private final boolean whole;

    NumericKey(Class<?> root, ObjectNode config, RecordComponent component, TypeToken<?> type) {
      this.root = root;
      this.config = config;
      this.component = component;
      list = type.getRawType() == ImmutableList.class;
      Class<?> content = Primitives.wrap((list ? argument(type) : type).getRawType());
      whole = content == Integer.class || content == Long.class;
    }

    Optional<String> refusal(double value) {
      ObjectNode changed = config.deepCopy();
      if (component.getName().equals("steps")) {
        changed.remove("epochs"); // One of the two is given.
      }
      if (list) {
        ArrayNode values = changed.putArray(component.getName());
        put(values, value);
      } else if (whole) {
        changed.put(component.getName(), (long) value);
      } else {
        changed.put(component.getName(), value);
      }
      try {
        reader.read(changed, root, "");
        return Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(e.getMessage());
      }
    }

    private void put(ArrayNode values, double value) {
      if (whole) {
        values.add((long) value);
      } else {
        values.add(value);
      }
    }

    String name() {
      return component.getDeclaringRecord().getName() + "." + component.getName();
    }

    String shortName() {
      return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }
  }

  private static TypeToken<?> argument(TypeToken<?> type) {
    return type.resolveType(type.getRawType().getTypeParameters()[0]);
  }

  private static boolean isNumber(TypeToken<?> type) {
    Class<?> raw = Primitives.wrap(type.getRawType());
    return Number.class.isAssignableFrom(raw)
        || raw == Schedule.class
        || (raw == ImmutableList.class && isNumber(argument(type)));
  }

  private void add(
      Class<?> root, ObjectNode config, Class<?> record, Map<String, NumericKey> numbers) {
    for (RecordComponent component : record.getRecordComponents()) {
      TypeToken<?> type = TypeToken.of(component.getGenericType());
      if (component.isAnnotationPresent(Flat.class)) {
        add(root, config, component.getType(), numbers);
        continue;
      }
      if (type.getRawType() == Optional.class) {
        type = argument(type);
      }
      if (isNumber(type)) {
        NumericKey number = new NumericKey(root, config, component, type);
        numbers.putIfAbsent(number.name(), number);
      }
    }
  }

  /**
   * A name may stand for a type that needs keys in one family, and for one that does not in
   * another.
   */
  private String shortest(Class<?> family, String name) {
    try {
      reader.read(TextNode.valueOf(name), family, "");
      return "{}";
    } catch (ConfigException e) {
      return SpecsTest.SHORTEST.get(name);
    }
  }

  private ImmutableList<NumericKey> numbers() {
    Map<String, NumericKey> numbers = new LinkedHashMap<>();
    for (Class<?> family : types.families()) {
      for (String name : types.names(family)) {
        ObjectNode config =
            ((ObjectNode) Json.parse(shortest(family, name), name)).put("type", name);
        add(family, config, reader.read(config, family, "").getClass(), numbers);
      }
    }
    for (Class<?> type :
        new SweepSchema(types, TrialSpec.class, Descriptions.ofProgram()).classes()) {
      String shortest = SHORTEST.get(type.getName().replaceFirst("^.*\\.", ""));
      if (shortest != null) {
        add(type, (ObjectNode) Json.parse(shortest, type.getName()), type, numbers);
      }
    }
    return ImmutableList.copyOf(numbers.values());
  }

  /** What is inside and nearest to an edge; an edge that is excluded at 0 is near tiny numbers. */
  private static double inside(double edge, double step) {
    return edge == 0 ? step : edge + step * Math.abs(edge);
  }

  private static void edge(
      NumericKey number, double edge, boolean excluded, double step, List<String> wrong) {
    if (!Double.isFinite(edge)) {
      return;
    }
    double further = number.whole ? Math.signum(step) : step;
    double accepted = excluded ? next(number, edge, further) : edge;
    double refused = excluded ? edge : next(number, edge, -further);
    number
        .refusal(accepted)
        .ifPresent(
            text -> wrong.add("%s: %s should do: %s".formatted(number.name(), accepted, text)));
    if (number.refusal(refused).isEmpty()) {
      wrong.add("%s: %s should be refused".formatted(number.name(), refused));
    }
  }

  private static double next(NumericKey number, double edge, double step) {
    return number.whole ? edge + step : inside(edge, step);
  }

  @Test
  void anIntervalIsWhatTheConstructorTakes() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (NumericKey number : numbers()) {
      Interval interval = number.component.getAnnotation(Interval.class);
      if (interval != null) {
        edge(number, interval.min(), false, STEP, wrong);
        edge(number, interval.above(), true, STEP, wrong);
        edge(number, interval.max(), false, -STEP, wrong);
        edge(number, interval.below(), true, -STEP, wrong);
        checked++;
      }
    }
    assertTrue(checked > 100, "only " + checked + " intervals were found");
    assertEquals(List.of(), wrong);
  }

  @Test
  void aNumberWithoutAnIntervalIsAnyNumber() {
    List<String> wrong = new ArrayList<>();
    for (NumericKey number : numbers()) {
      if (!number.component.isAnnotationPresent(Interval.class)
          && !DEPENDENT.contains(number.shortName())) {
        for (double extreme : number.whole ? WHOLE : REAL) {
          number
              .refusal(extreme)
              .ifPresent(
                  text -> wrong.add("%s needs an @Interval: %s".formatted(number.name(), text)));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }
}
