package org.lowerbound.experiment.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CharMatcher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reading, writing and hashing JSON: the only place that owns a parser.
 *
 * <p>Stricter than JSON in that a key may be given once only, and laxer in that {@code //} and
 * {@code /* *}{@code /} comments are skipped. Numbers have the range of a {@code double}, whole
 * ones any size.
 */
public final class Json {
  /** Nothing that is meant is deeper, and a deeper tree is too much for what walks through it. */
  static final int DEEPEST = 100;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter LINE = MAPPER.writer();
  private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withObjectIndenter(TWO_SPACES));

  private Json() {}

  /**
   * Returns the object in a file, which is UTF-8 text.
   *
   * @throws ConfigException if there is no such file, it cannot be read, its syntax is wrong, or
   *     what it holds is not an object
   */
  public static JsonNode read(Path file) {
    JsonNode node = parse(text(file), file.toString());
    if (!node.isObject()) {
      throw ConfigException.at(
          file.toString(), "expected an object, { ... }, but is " + Shown.value(node));
    }
    return node;
  }

  /**
   * Returns the value that a text holds.
   *
   * @param where what to call the text in messages: a file, an option
   * @throws ConfigException if the syntax is wrong, naming line and column
   */
  public static JsonNode parse(String text, String where) {
    String body = CharMatcher.is('\uFEFF').trimLeadingFrom(text);
    if (CharMatcher.whitespace().matchesAllOf(body)) {
      throw ConfigException.at(where, "is empty; expected JSON");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ConfigException(SyntaxErrors.describe(e, where, body));
    }
    if (node.isMissingNode()) {
      throw ConfigException.at(where, "holds nothing but comments; expected JSON");
    }
    requireFinite(node, "", where);
    return node;
  }

  /** Returns the text for people: indented by two spaces, keys as they are, newline at the end. */
  public static String print(JsonNode node) {
    return write(PRETTY, node) + "\n";
  }

  /** Returns the text on one line, without a newline. */
  public static String printLine(JsonNode node) {
    return write(LINE, node);
  }

  /**
   * Returns the one text that all ways to write the same value share: keys sorted, no whitespace,
   * and numbers that are equal written alike, so {@code 1}, {@code 1.0} and {@code 1e0} are the
   * same.
   */
  public static String canonical(JsonNode node) {
    StringBuilder out = new StringBuilder();
    CanonicalForm.append(node, out);
    return out.toString();
  }

  /** Returns the SHA-256 of the canonical text in UTF-8, as 64 lower-case hexadecimal digits. */
  public static String sha256(JsonNode node) {
    return Hashing.sha256().hashString(canonical(node), UTF_8).toString();
  }

  /** Returns a new empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String text(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw ConfigException.at(name, "is a directory; expected a JSON file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw ConfigException.at(name, "is no file; expected a JSON file");
    }
    if (!Files.exists(file)) {
      throw ConfigException.at(name, "there is no such file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw ConfigException.at(name, "is not UTF-8 text");
    } catch (IOException e) {
      throw ConfigException.at(name, "cannot be read; is it a file, and yours to read?");
    }
  }

  private static void requireFinite(JsonNode node, String path, String where) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw ConfigException.at(path, "the number is too large for a double").within(where);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  requireFinite(entry.getValue(), ConfigPaths.key(path, entry.getKey()), where));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      requireFinite(node.get(i), ConfigPaths.element(path, i), where);
    }
  }

  private static String write(ObjectWriter writer, JsonNode node) {
    try {
      return writer.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written: " + e.getMessage(), e);
    }
  }
}
