package org.lowerbound.experiment.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Tells apart the containers that a component may have as its type, and what they contain. */
final class Generics {
  private Generics() {}

  static boolean isList(TypeToken<?> type) {
    return type.getRawType() == ImmutableList.class || type.getRawType() == List.class;
  }

  /** Whether the type is a map, whose keys are always text. */
  static boolean isMap(TypeToken<?> type) {
    return type.getRawType() == ImmutableMap.class || type.getRawType() == Map.class;
  }

  static boolean isOptional(TypeToken<?> type) {
    Class<?> raw = type.getRawType();
    return raw == Optional.class
        || raw == OptionalInt.class
        || raw == OptionalLong.class
        || raw == OptionalDouble.class;
  }

  static TypeToken<?> listElement(TypeToken<?> list) {
    return list.resolveType(List.class.getTypeParameters()[0]);
  }

  static TypeToken<?> mapValue(TypeToken<?> map) {
    return map.resolveType(Map.class.getTypeParameters()[1]);
  }

  static TypeToken<?> optionalContent(TypeToken<?> optional) {
    Class<?> raw = optional.getRawType();
    if (raw == OptionalInt.class) {
      return TypeToken.of(int.class);
    } else if (raw == OptionalLong.class) {
      return TypeToken.of(long.class);
    } else if (raw == OptionalDouble.class) {
      return TypeToken.of(double.class);
    }
    return optional.resolveType(Optional.class.getTypeParameters()[0]);
  }

  /** Returns an optional of the wanted type around a content, or its empty one. */
  static Object wrap(TypeToken<?> optional, Optional<Object> content) {
    Class<?> raw = optional.getRawType();
    if (raw == OptionalInt.class) {
      return content.map(x -> OptionalInt.of((int) x)).orElseGet(OptionalInt::empty);
    } else if (raw == OptionalLong.class) {
      return content.map(x -> OptionalLong.of((long) x)).orElseGet(OptionalLong::empty);
    } else if (raw == OptionalDouble.class) {
      return content.map(x -> OptionalDouble.of((double) x)).orElseGet(OptionalDouble::empty);
    }
    return content;
  }

  /** Returns the content of any of the four kinds of optional. */
  static Optional<Object> unwrap(Object optional) {
    if (optional instanceof OptionalInt x) {
      return x.isPresent() ? Optional.of(x.getAsInt()) : Optional.empty();
    } else if (optional instanceof OptionalLong x) {
      return x.isPresent() ? Optional.of(x.getAsLong()) : Optional.empty();
    } else if (optional instanceof OptionalDouble x) {
      return x.isPresent() ? Optional.of(x.getAsDouble()) : Optional.empty();
    }
    return ((Optional<?>) optional).map(content -> content);
  }
}
