package org.lowerbound.experiment.definition;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.spec.TypeNames;

/**
 * Specs in Java, as configurations write them: what is not set has its {@link
 * org.lowerbound.spec.Default}.
 *
 * <pre>{@code
 * spec(Vae.class, set(Vae::latents).to(10), set(Vae::likelihood).to(spec(NormalLikelihood.class)))
 * }</pre>
 *
 * <p>The compiler checks the names of the components and the types of their values.
 */
public final class Specs {
  private Specs() {}

  /**
   * Returns a spec with some of its components set.
   *
   * @throws IllegalArgumentException if one without a default is not set, one is set twice or to
   *     null, what is named is no component, or the spec refuses its values; the message says what
   *     would work
   */
  @SafeVarargs
  public static <R extends Record> R spec(Class<R> type, Setting<R>... settings) {
    Map<String, Object> given = new HashMap<>();
    for (Setting<R> setting : settings) {
      String name = nameOf(setting.component);
      checkArgument(setting.value != null, "%s of '%s' is null", name, TypeNames.ofClass(type));
      checkArgument(
          given.put(name, setting.value) == null,
          "%s of '%s' is set twice",
          name,
          TypeNames.ofClass(type));
    }
    return spec(type, given);
  }

  /** Returns the same, with values by the names of their components. */
  static <R extends Record> R spec(Class<R> type, Map<String, Object> given) {
    try {
      return new SpecReader(StandardTypes.withPlugins()).make(type, given);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Names a component that is to be set.
   *
   * @param component a reference to its accessor, such as {@code Vae::latents}; no lambda
   */
  public static <R extends Record, V> Component<R, V> set(Accessor<R, V> component) {
    return new Component<>(component);
  }

  /** The accessor of a record's component. */
  @FunctionalInterface
  public interface Accessor<R extends Record, V> extends Serializable {
    /** Returns the component's value. */
    V of(R record);
  }

  /** A component of which only the value is missing. */
  public static final class Component<R extends Record, V> {
    private final Accessor<R, V> component;

    private Component(Accessor<R, V> component) {
      this.component = component;
    }

    /** Says the value. */
    public Setting<R> to(V value) {
      return new Setting<>(component, value);
    }
  }

  /** A component with its value. */
  public static final class Setting<R extends Record> {
    private final Accessor<R, ?> component;
    private final Object value;

    private Setting(Accessor<R, ?> component, Object value) {
      this.component = component;
      this.value = value;
    }
  }

  /** What the compiler writes down of a reference that can be serialised has the method's name. */
  private static String nameOf(Accessor<?, ?> component) {
    try {
      Method writer = component.getClass().getDeclaredMethod("writeReplace");
      writer.setAccessible(true);
      SerializedLambda written = (SerializedLambda) writer.invoke(component);
      Class<?> owner =
          Class.forName(
              written.getImplClass().replace('/', '.'),
              false,
              component.getClass().getClassLoader());
      return componentNamed(owner, written.getImplMethodName()).orElseThrow();
    } catch (ReflectiveOperationException | NoSuchElementException e) {
      throw new IllegalArgumentException(
          "set(…) takes a reference to a component's accessor, such as Vae::latents", e);
    }
  }

  private static Optional<String> componentNamed(Class<?> owner, String name) {
    return owner.isRecord()
        ? Arrays.stream(owner.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name::equals)
            .findFirst()
        : Optional.empty();
  }
}
