package org.lowerbound.experiment.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.reflect.TypeToken;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Spelled;
import org.lowerbound.spec.TypeNames;

/**
 * A record class seen as a list of keys, each with a type and maybe a default.
 *
 * @param type the class
 * @param parts its components, in order
 */
record SpecRecord(Class<?> type, ImmutableList<Part> parts) {
  /** What a configuration has for one component. */
  sealed interface Part {
    /** Returns the component. */
    RecordComponent component();

    /** Returns the keys, in order. */
    ImmutableList<Key> keys();
  }

  /** A component that is one key: what a configuration calls it, and how it may be left out. */
  record Key(
      String name, TypeToken<?> type, Optional<String> defaultLiteral, RecordComponent component)
      implements Part {
    boolean isRequired() {
      return defaultLiteral.isEmpty() && !Generics.isOptional(type);
    }

    /** Returns its type, or what may be left out of that type. */
    TypeToken<?> content() {
      return Generics.isOptional(type) ? Generics.optionalContent(type) : type;
    }

    /** Returns whether it is a list of which one element may stand by itself. */
    boolean isOneOrMore() {
      return component.isAnnotationPresent(OneOrMore.class);
    }

    @Override
    public ImmutableList<Key> keys() {
      return ImmutableList.of(this);
    }
  }

  /** A component that is {@link Flat}: its record's keys stand among those of the owner. */
  record Group(RecordComponent component, SpecRecord record) implements Part {
    @Override
    public ImmutableList<Key> keys() {
      return record.keys();
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
    SpecRecord record =
        new SpecRecord(
            raw,
            Arrays.stream(raw.getRecordComponents())
                .map(component -> part(type, component))
                .collect(ImmutableList.toImmutableList()));
    ImmutableList<String> names = record.names();
    if (ImmutableSet.copyOf(names).size() != names.size()) {
      throw new IllegalStateException(
          "%s has a key twice: %s".formatted(raw.getName(), String.join(", ", names)));
    }
    return record;
  }

  private static Part part(TypeToken<?> owner, RecordComponent component) {
    TypeToken<?> type = owner.resolveType(component.getGenericType());
    Optional<String> literal =
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    if (component.isAnnotationPresent(Flat.class)) {
      return group(owner, component, type, literal);
    }
    if (literal.isPresent() && Generics.isOptional(type)) {
      // The empty value could then be neither read nor written.
      throw new IllegalStateException(
          "%s.%s is optional and has a default; it can be one of them"
              .formatted(owner.getRawType().getName(), component.getName()));
    }
    String name =
        Optional.ofNullable(component.getAnnotation(Spelled.class))
            .map(Spelled::value)
            .orElse(component.getName());
    return new Key(name, type, literal, component);
  }

  private static Group group(
      TypeToken<?> owner, RecordComponent component, TypeToken<?> type, Optional<String> literal) {
    if (!type.getRawType().isRecord() || literal.isPresent()) {
      throw new IllegalStateException(
          "%s.%s is flat: it must be a record, and has no default of its own"
              .formatted(owner.getRawType().getName(), component.getName()));
    }
    return new Group(component, of(type));
  }

  /** Returns all keys, those of groups in their place. */
  ImmutableList<Key> keys() {
    return parts.stream()
        .flatMap(part -> part.keys().stream())
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableList<String> names() {
    return keys().stream().map(Key::name).collect(ImmutableList.toImmutableList());
  }

  ImmutableList<String> names(boolean required) {
    return keys().stream()
        .filter(key -> key.isRequired() == required)
        .map(Key::name)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Makes a record.
   *
   * @param values one for each of {@link #keys}
   * @throws ConfigException with the record's own words if it refuses the values by an {@link
   *     IllegalArgumentException}
   */
  Object make(List<Object> values) {
    List<Object> components = new ArrayList<>();
    int next = 0;
    for (Part part : parts) {
      List<Object> own = values.subList(next, next + part.keys().size());
      components.add(part instanceof Group group ? group.record().make(own) : own.get(0));
      next += own.size();
    }
    return construct(components);
  }

  /**
   * Makes a record, as {@link #make} does.
   *
   * @param components one value for each of {@link #parts}
   */
  Object construct(List<Object> components) {
    Class<?>[] parameters =
        parts.stream().map(part -> part.component().getType()).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(components.toArray());
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

  /** Returns the value that a record has for a component. */
  static Object get(Object record, Part part) {
    return get(record, part.component());
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
