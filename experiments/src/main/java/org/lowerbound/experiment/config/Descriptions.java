package org.lowerbound.experiment.config;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the Javadoc of specs says of them and of their components, for people who write
 * configurations. It is not there when the program runs, so that a resource has it, which is made
 * from the sources; the types of plug-ins have no words.
 */
public final class Descriptions {
  /** The key of what is said about the type itself. */
  public static final String TYPE = "";

  private static final Supplier<Descriptions> OF_PROGRAM =
      Suppliers.memoize(
          () -> {
            try {
              return parse(
                  Resources.toString(
                      Resources.getResource(Descriptions.class, "descriptions.json"), UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException("a resource of the program cannot be read", e);
            }
          });

  private final ImmutableMap<String, ImmutableMap<String, String>> words;

  private Descriptions(Map<String, ImmutableMap<String, String>> words) {
    this.words = ImmutableMap.copyOf(words);
  }

  /** Returns those that come with the program. */
  public static Descriptions ofProgram() {
    return OF_PROGRAM.get();
  }

  /**
   * Returns those of a text.
   *
   * @param json for each class, by its binary name, what is said of it under the key {@link #TYPE},
   *     and of each component or constant under its name
   */
  public static Descriptions parse(String json) {
    JsonNode all = Json.parse(json, "descriptions.json");
    return new Descriptions(
        all.properties().stream()
            .collect(toImmutableMap(Map.Entry::getKey, entry -> texts(entry.getValue()))));
  }

  private static ImmutableMap<String, String> texts(JsonNode node) {
    return node.properties().stream()
        .collect(toImmutableMap(Map.Entry::getKey, entry -> entry.getValue().textValue()));
  }

  /** Returns what is said about a class. */
  Optional<String> of(Class<?> type) {
    return of(type, TYPE);
  }

  /** Returns what is said about a component or a constant. */
  Optional<String> of(Class<?> type, String member) {
    return Optional.ofNullable(words.getOrDefault(type.getName(), ImmutableMap.of()).get(member));
  }

  /** Returns the first sentence about a class, without its full stop. */
  Optional<String> sentence(Class<?> type) {
    return of(type).map(Descriptions::firstSentence);
  }

  private static String firstSentence(String text) {
    // No end is a full stop after an initial, nor one before a small letter or a number.
    String first = text.split("(?<=[^.A-Z]\\.)\\s+(?=[A-Z])", 2)[0];
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}
