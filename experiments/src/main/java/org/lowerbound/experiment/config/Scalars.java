package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Primitives;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the values that have no parts: numbers, truth values, text and enums. */
final class Scalars {
  private static final ImmutableSet<Class<?>> NUMBERS =
      ImmutableSet.of(Integer.class, Long.class, Double.class);

  private Scalars() {}

  static boolean isNumber(Class<?> type) {
    return NUMBERS.contains(Primitives.wrap(type));
  }

  static boolean isScalar(Class<?> type) {
    return isNumber(type)
        || Primitives.wrap(type) == Boolean.class
        || type == String.class
        || type.isEnum();
  }

  /** Returns the name that configurations use for a constant: {@code FREE_BITS} is free-bits. */
  static String enumName(Object constant) {
    return Ascii.toLowerCase(((Enum<?>) constant).name()).replace('_', '-');
  }

  /**
   * Returns the value of a scalar type that a node holds.
   *
   * @throws ConfigException saying, without a path, what was expected
   */
  static Object read(JsonNode node, Class<?> scalar) {
    Class<?> type = Primitives.wrap(scalar);
    if (type == Integer.class) {
      return (int) whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (type == Long.class) {
      return whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == Double.class) {
      return real(node);
    } else if (type == Boolean.class) {
      require(node.isBoolean(), "true or false", node);
      return node.booleanValue();
    } else if (type == String.class) {
      require(node.isTextual(), "text in double quotes", node);
      return node.textValue();
    }
    return constant(node, type);
  }

  private static double real(JsonNode node) {
    require(node.isNumber(), "a number", node);
    require(Double.isFinite(node.doubleValue()), "a number in the range of a double", node);
    return node.doubleValue();
  }

  private static long whole(JsonNode node, long least, long most) {
    Optional<BigDecimal> number =
        node.isNumber() && Double.isFinite(node.doubleValue())
            ? Optional.of(new BigDecimal(node.asText()))
            : Optional.empty();
    require(number.isPresent() && isWhole(number.get()), "a whole number", node);
    require(
        number.get().compareTo(BigDecimal.valueOf(least)) >= 0
            && number.get().compareTo(BigDecimal.valueOf(most)) <= 0,
        "a whole number from %d to %d".formatted(least, most),
        node);
    return number.get().longValueExact();
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  private static Object constant(JsonNode node, Class<?> type) {
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (node.isTextual() && enumName(constant).equals(node.textValue())) {
        return constant;
      }
    }
    var names = Arrays.stream(constants).map(Scalars::enumName).toList();
    String hint = node.isTextual() ? NearestNames.didYouMean(node.textValue(), names) : "";
    throw new ConfigException(
        "expected one of %s but is %s%s"
            .formatted(
                names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ")),
                Shown.value(node),
                hint));
  }

  private static void require(boolean holds, String expected, JsonNode node) {
    if (!holds) {
      throw new ConfigException("expected " + expected + " but is " + Shown.value(node));
    }
  }
}
