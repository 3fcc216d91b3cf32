package org.lowerbound.experiment.config;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.reflect.TypeToken;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.spec.Interval;

/** Tells on a terminal which types there are and which keys they have. */
public final class TypeList {
  private static final int COLUMNS = 80;

  private final SpecTypes types;
  private final Descriptions words;
  private final ImmutableMap<String, Class<?>> families;

  /** The records of trials that are of no family, such as that of {@code training}. */
  private final ImmutableMap<String, Class<?>> others;

  /**
   * Makes the list.
   *
   * @param trial the record that a trial fills
   */
  public TypeList(SpecTypes types, Class<? extends Record> trial, Descriptions words) {
    this.types = types;
    this.words = words;
    families = byWord(types.families());
    SpecSchema all = new SpecSchema(types, words);
    all.define(trial);
    others =
        byWord(
            all.classes().stream()
                .filter(type -> type.isRecord() && types.familiesOf(type).isEmpty())
                .collect(toImmutableList()));
  }

  private static ImmutableMap<String, Class<?>> byWord(Collection<Class<?>> classes) {
    return classes.stream().collect(toImmutableMap(SpecWords::of, type -> type));
  }

  /** Returns the families, each with the names of its types. */
  public String overview() {
    StringBuilder out = new StringBuilder();
    table(
        out,
        "",
        families.entrySet().stream()
            .collect(
                toImmutableMap(
                    Map.Entry::getKey, e -> String.join(", ", types.names(e.getValue())))));
    out.append('\n');
    paragraph(
        out,
        "",
        "--list types WORD tells the keys of a family or of a type, and of these, which are no"
            + " types: "
            + String.join(", ", others.keySet()));
    return out.toString();
  }

  /**
   * Returns what there is to say about a family, or about each type of a name.
   *
   * @throws ConfigException if there is neither
   */
  public String about(String word) {
    ImmutableList<String> texts =
        Stream.of(family(word), Optional.ofNullable(others.get(word)).map(type -> keys(word, type)))
            .flatMap(Optional::stream)
            .collect(toImmutableList());
    ImmutableList<String> ofName =
        families.entrySet().stream()
            .flatMap(
                family ->
                    types.find(family.getValue(), word).stream()
                        .map(type -> keys(word + ", of " + ownFamilies(type), type)))
            .distinct()
            .collect(toImmutableList());
    if (texts.isEmpty() && ofName.isEmpty()) {
      ImmutableSet<String> known =
          Stream.of(families.keySet(), others.keySet(), names())
              .flatMap(Collection::stream)
              .collect(ImmutableSet.toImmutableSet());
      throw new ConfigException(
          "--list types: unknown word '%s'%s"
              .formatted(
                  Shown.text(word),
                  NearestNames.didYouMean(
                      word,
                      known,
                      "known: " + String.join(", ", families.keySet()) + " and their types")));
    }
    return String.join("\n", Iterables.concat(texts, ofName));
  }

  private ImmutableSet<String> names() {
    return families.values().stream()
        .flatMap(family -> types.names(family).stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  private String ownFamilies(Class<?> type) {
    return types.familiesOf(type).stream().map(SpecWords::of).collect(Collectors.joining(", "));
  }

  private Optional<String> family(String word) {
    return Optional.ofNullable(families.get(word))
        .map(
            family -> {
              StringBuilder out = new StringBuilder();
              heading(out, word, words.of(family));
              out.append('\n');
              table(
                  out,
                  "  ",
                  types.names(family).stream()
                      .collect(
                          toImmutableMap(
                              name -> name,
                              name -> shortKeys(types.find(family, name).orElseThrow()))));
              types
                  .numberShorthand(family)
                  .flatMap(number -> types.nameOf(family, number.getDeclaringRecord()))
                  .ifPresent(name -> paragraph(out, "", "A number stands for " + name + "."));
              return out.toString();
            });
  }

  private static String shortKeys(Class<?> record) {
    ImmutableList<String> keys =
        SpecRecord.of(TypeToken.of(record)).keys().stream()
            .map(key -> key.name() + shownDefault(key).map(text -> " [" + text + "]").orElse(""))
            .collect(toImmutableList());
    return keys.isEmpty() ? "no keys" : String.join(", ", keys);
  }

  /** A default without the quotation marks of a word, empty brackets if the key may be left out. */
  private static Optional<String> shownDefault(SpecRecord.Key key) {
    return key.defaultLiteral()
        .map(literal -> Json.parse(literal, "the default"))
        .map(TypeList::shown)
        .or(() -> key.isRequired() ? Optional.empty() : Optional.of(""));
  }

  private static String shown(JsonNode value) {
    return value.isTextual()
        ? value.textValue()
        : Json.printLine(value).replace(",", ", ").replace(":", ": ");
  }

  private String keys(String title, Class<?> record) {
    StringBuilder out = new StringBuilder();
    heading(out, title, words.of(record));
    for (SpecRecord.Key key : SpecRecord.of(TypeToken.of(record)).keys()) {
      String state =
          key.isRequired()
              ? " (required)"
              : key.defaultLiteral().isPresent()
                  ? " [" + shownDefault(key).orElseThrow() + "]"
                  : " (may be left out)";
      out.append('\n');
      paragraph(out, "  ", key.name() + state + ": " + value(key));
      words
          .of(key.component().getDeclaringRecord(), key.component().getName())
          .ifPresent(text -> paragraph(out, "      ", text));
    }
    return out.toString();
  }

  private String value(SpecRecord.Key key) {
    Interval interval = key.component().getAnnotation(Interval.class);
    return value(key.type()) + (interval == null ? "" : ", " + Intervals.inWords(interval));
  }

  private String value(TypeToken<?> type) {
    Class<?> raw = type.getRawType();
    if (Generics.isOptional(type)) {
      return value(Generics.optionalContent(type));
    } else if (Generics.isList(type)) {
      return "list, each: " + value(Generics.listElement(type));
    } else if (Generics.isMap(type)) {
      return "object, each value: " + value(Generics.mapValue(type));
    } else if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .map(Scalars::enumName)
          .collect(Collectors.joining(" | "));
    } else if (Scalars.isScalar(raw)) {
      return scalar(raw);
    } else if (types.isFamily(raw)) {
      return (types.numberShorthand(raw).isPresent() ? "number or " : "") + SpecWords.of(raw);
    } else if (raw.isRecord()) {
      return SpecWords.of(raw) + ", an object of " + String.join(", ", SpecRecord.of(type).names());
    } else if (raw.isInterface() && ScalarOrObject.isOne(raw)) {
      ScalarOrObject either = ScalarOrObject.of(raw);
      return value(SpecRecord.of(TypeToken.of(either.scalar())).keys().get(0).type())
          + " or "
          + value(TypeToken.of(either.object()));
    }
    return "any JSON";
  }

  private static String scalar(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (!Scalars.isNumber(type)) {
      return "text";
    }
    return type == double.class || type == Double.class ? "number" : "whole number";
  }

  private static void heading(StringBuilder out, String title, Optional<String> text) {
    out.append(title).append('\n');
    text.ifPresent(words -> paragraph(out, "", words));
  }

  private static void table(StringBuilder out, String indent, ImmutableMap<String, String> rows) {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    rows.forEach(
        (name, text) -> {
          String first = indent + Strings.padEnd(name, width, ' ');
          List<String> lines = PlainText.wrap(text, COLUMNS - first.length());
          out.append(first).append(lines.get(0)).append('\n');
          lines.stream()
              .skip(1)
              .forEach(line -> out.append(" ".repeat(first.length())).append(line).append('\n'));
        });
  }

  private static void paragraph(StringBuilder out, String indent, String text) {
    PlainText.wrap(text, COLUMNS - indent.length())
        .forEach(line -> out.append(indent).append(line).append('\n'));
  }
}
