package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableListMultimap.toImmutableListMultimap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Table;
import com.google.common.collect.Tables;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The closed table of what the {@code "type"} of a node may be: for each family, which is an
 * interface such as {@code Objective}, the names and the record that each stands for. Immutable.
 */
public final class SpecTypes {
  /** The key of a node that names its type. */
  static final String TYPE = "type";

  private final ImmutableTable<Class<?>, String, Class<?>> records;
  private final ImmutableMap<Class<?>, Class<?>> numberShorthands;
  // Every record, with the families that it is in.
  private final ImmutableListMultimap<Class<?>, Class<?>> families;

  private SpecTypes(Builder builder) {
    records = ImmutableTable.copyOf(builder.records);
    numberShorthands = ImmutableMap.copyOf(builder.numberShorthands);
    families =
        records.cellSet().stream()
            .collect(toImmutableListMultimap(Table.Cell::getValue, Table.Cell::getRowKey));
  }

  /** Returns a builder of an empty table. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the standard types and those of every {@link SpecProvider} on the class path.
   *
   * @param standard adds the standard types, which come first
   * @throws ConfigException if a provider cannot be loaded or takes a name that is taken
   */
  public static SpecTypes withPlugins(Consumer<Builder> standard) {
    PluginJars.check(Thread.currentThread().getContextClassLoader());
    return withPlugins(standard, ServiceLoader.load(SpecProvider.class));
  }

  static SpecTypes withPlugins(Consumer<Builder> standard, Iterable<SpecProvider> providers) {
    Builder types = builder();
    standard.accept(types);
    try {
      for (SpecProvider provider : providers) {
        register(provider, types);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ConfigException(
          "a plug-in cannot be loaded: "
              + e.getMessage()
              + Optional.ofNullable(e.getCause())
                  .map(cause -> " (" + PluginFaults.said(cause) + ")")
                  .orElse(""));
    }
    return types.build();
  }

  private static void register(SpecProvider provider, Builder types) {
    String name = provider.getClass().getName();
    try {
      provider.register(types);
    } catch (ConfigException e) {
      throw e.within("the plug-in " + name);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw new ConfigException(
          "the plug-in %s cannot add its types: %s".formatted(name, PluginFaults.said(e)));
    }
  }

  /** Returns the names of a family in the order in which they were added; empty if it has none. */
  public ImmutableList<String> names(Class<?> family) {
    return records.row(family).keySet().asList();
  }

  /** Returns the families in the order in which they were first added to. */
  public ImmutableSet<Class<?>> families() {
    return records.rowKeySet();
  }

  ImmutableSet<Class<?>> records() {
    return families.keySet();
  }

  boolean isFamily(Class<?> type) {
    return records.containsRow(type);
  }

  Optional<Class<?>> find(Class<?> family, String name) {
    return Optional.ofNullable(records.get(family, name));
  }

  Optional<String> nameOf(Class<?> family, Class<?> type) {
    return records.row(family).entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the name of a record, the one of its first family if it has several. */
  public Optional<String> nameOf(Class<?> type) {
    return familiesOf(type).stream().findFirst().flatMap(family -> nameOf(family, type));
  }

  /** Returns the families that a record is in, in the order in which it was added to them. */
  ImmutableList<Class<?>> familiesOf(Class<?> type) {
    return families.get(type);
  }

  Optional<RecordComponent> numberShorthand(Class<?> family) {
    return Optional.ofNullable(numberShorthands.get(family))
        .map(type -> type.getRecordComponents()[0]);
  }

  /** Collects types. Not safe for use by several threads. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Table<Class<?>, String, Class<?>> records =
        Tables.newCustomTable(new LinkedHashMap<>(), LinkedHashMap::new);
    private final Map<Class<?>, Class<?>> numberShorthands = new HashMap<>();
    private final SetMultimap<Class<?>, Class<?>> included = LinkedHashMultimap.create();

    private Builder() {}

    /**
     * Lets a family's nodes say {@code "type": typeName}.
     *
     * @param family an interface
     * @param typeName words of lower-case letters and digits, joined by {@code -}
     * @param record a record without a component named {@code type}
     * @throws ConfigException if the family has that name, or that record, already
     * @throws IllegalArgumentException if an argument is not as described
     */
    public <I> Builder add(Class<I> family, String typeName, Class<? extends I> record) {
      String name = "'%s' of %s".formatted(typeName, family.getSimpleName());
      checkArgument(family.isInterface(), "%s must be an interface", family.getName());
      checkArgument(record.isRecord(), "%s must be a record: %s", name, record.getName());
      checkArgument(NAME.matcher(typeName).matches(), "%s must be words joined by '-'", name);
      checkArgument(
          Arrays.stream(record.getRecordComponents()).noneMatch(c -> c.getName().equals(TYPE)),
          "%s must not have a component named '%s': %s",
          name,
          TYPE,
          record.getName());
      Class<?> before = records.get(family, typeName);
      if (before != null) {
        throw new ConfigException(
            "the type name %s is taken twice: by %s and by %s"
                .formatted(name, before.getName(), record.getName()));
      }
      records
          .row(family)
          .forEach(
              (other, type) -> {
                if (type == record) {
                  throw new ConfigException(
                      "%s has two type names in %s, '%s' and '%s'; it needs one"
                          .formatted(record.getName(), family.getSimpleName(), other, typeName));
                }
              });
      records.put(family, typeName, record);
      return this;
    }

    /**
     * Lets a bare number stand where a node of the family is expected, as the record's only
     * component.
     *
     * @param record one of the family's, added before, whose only component is a number
     * @throws ConfigException if the family has a number shorthand already
     * @throws IllegalArgumentException if the record is not as described
     */
    public <I> Builder numberShorthand(Class<I> family, Class<? extends I> record) {
      checkArgument(
          records.row(family).containsValue(record),
          "%s must be added to %s before it can be its number shorthand",
          record.getName(),
          family.getSimpleName());
      RecordComponent[] components = record.getRecordComponents();
      checkArgument(
          components.length == 1 && Scalars.isNumber(components[0].getType()),
          "%s must have one component, a number, to be the number shorthand of %s",
          record.getName(),
          family.getSimpleName());
      Class<?> before = numberShorthands.putIfAbsent(family, record);
      if (before != null) {
        throw new ConfigException(
            "a number can stand for one type of %s only, not for both %s and %s"
                .formatted(family.getSimpleName(), before.getName(), record.getName()));
      }
      return this;
    }

    /**
     * Lets a family's nodes be all that the nodes of a narrower family may be, those of plug-ins
     * included.
     *
     * @param narrower an interface that extends the family
     */
    public <I> Builder include(Class<I> family, Class<? extends I> narrower) {
      included.put(family, narrower);
      return this;
    }

    /** Returns the table of what was added. */
    public SpecTypes build() {
      included.forEach(
          (family, narrower) ->
              records
                  .row(narrower)
                  .forEach((name, record) -> records.row(family).putIfAbsent(name, record)));
      return new SpecTypes(this);
    }
  }
}
