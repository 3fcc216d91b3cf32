package org.lowerbound.experiment.config;

import com.google.common.collect.ImmutableList;
import com.google.common.reflect.TypeToken;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.TypeNames;

/** A record class seen as a list of keys, each with a type and maybe a default. */
record SpecRecord(Class<?> type, ImmutableList<Key> keys) {
  /** One component: what a configuration calls it, and how it may be left out. */
  record Key(
      String name, TypeToken<?> type, Optional<String> defaultLiteral, RecordComponent component) {
    boolean isRequired() {
      return defaultLiteral.isEmpty() && !Generics.isOptional(type);
    }
  }

  /** Kept, as every object of every trial asks; a generic record is another for each argument. */
  private static final ClassValue<SpecRecord> OF_CLASSES =
      new ClassValue<>() {
        @Override
        protected SpecRecord computeValue(Class<?> type) {
          return find(TypeToken.of(type));
        }
      };

  static SpecRecord of(TypeToken<?> type) {
    return type.getType() instanceof Class<?> plain ? OF_CLASSES.get(plain) : find(type);
  }

  private static SpecRecord find(TypeToken<?> type) {
    Class<?> raw = type.getRawType();
    return new SpecRecord(
        raw,
        Arrays.stream(raw.getRecordComponents())
            .map(component -> key(type, component))
            .collect(ImmutableList.toImmutableList()));
  }

  private static Key key(TypeToken<?> owner, RecordComponent component) {
    TypeToken<?> type = owner.resolveType(component.getGenericType());
    Optional<String> literal =
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    if (literal.isPresent() && Generics.isOptional(type)) {
      // The empty value could then be neither read nor written.
      throw new IllegalStateException(
          "%s.%s is optional and has a default; it can be one of them"
              .formatted(owner.getRawType().getName(), component.getName()));
    }
    return new Key(component.getName(), type, literal, component);
  }

  ImmutableList<String> names() {
    return keys.stream().map(Key::name).collect(ImmutableList.toImmutableList());
  }

  ImmutableList<String> names(boolean required) {
    return keys.stream()
        .filter(key -> key.isRequired() == required)
        .map(Key::name)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Makes a record.
   *
   * @throws ConfigException with the record's own words if it refuses the values by an {@link
   *     IllegalArgumentException}
   */
  Object make(List<Object> values) {
    Class<?>[] parameters =
        keys.stream().map(key -> key.component().getType()).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      if (thrown instanceof IllegalArgumentException) {
        throw new ConfigException(thrown.getMessage() == null ? "is refused" : thrown.getMessage());
      } else if (PluginSources.isPlugin(type)) {
        throw new ConfigException(
            "the plug-in type '%s' (%s) failed: %s"
                .formatted(TypeNames.ofClass(type), type.getName(), PluginFaults.said(thrown)));
      }
      throw new IllegalStateException(type.getName() + " cannot be made", thrown);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  /** Returns the value that a record has for a key. */
  static Object get(Object record, Key key) {
    return get(record, key.component());
  }

  /** Returns the value of a record's component. */
  static Object get(Object record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          record.getClass().getName() + "." + component.getName() + " cannot be read", e);
    }
  }
}
