package org.lowerbound.experiment.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"a\": 2}    | x, line 1, column 13: the key 'a' is given twice",
        "{\"a\": [1, 2           | x, line 1, column 12: the text ends too soon; a brace, bracket,"
            + " quote or comment is never closed",
        "{\"a\": tru}            | x, line 1, column 10: 'tru' is not a JSON value; a text needs"
            + " double quotes",
        "{\"a\": NaN}            | x, line 1, column 10: 'NaN' is not a number that JSON has; write"
            + " a finite one",
        "{\"a\": .001}           | x, line 1, column 7: '.001' is not a number; write 0.001",
        "{\"a\": 1.}             | x, line 1, column 8: '1.' is not a number; write 1",
        "{\"a\": +1}             | x, line 1, column 8: '+1' is not a number; write 1",
        "{\"a\": 1e}             | x, line 1, column 8: '1e' is not a number; write one such as"
            + " 0.001 or 1e-3",
        "{\"a\": 0x10}           | x, line 1, column 8: '0x10' is not a number; write 16",
        "{\"a\": 1,5}            | x, line 1, column 9: '1,5' is not a number; write 1.5",
        "{\"a\": 007}            | x, line 1, column 8: '007' is not a number; write 7",
        "{\"a\": \"\\q\"}          | x, line 1, column 9: \\q means nothing; a backslash is written"
            + " \\\\",
        "{\"a\": 1 \"b\": 2}     | x, line 1, column 9: unexpected \"; a comma or a closing } is"
            + " expected",
        "{\"a\": 1} {}           | x, line 1, column 10: there is more after the end of the value;"
            + " a file holds one",
        "{\"a\": [0, -1e400]}    | x: a[1]: the number is too large for a double",
        "` `                     | x: is empty; expected JSON",
        "// nothing              | x: holds nothing but comments; expected JSON",
      })
  void saysWhatIsWrongWithTheSyntax(String text, String message) {
    assertEquals(
        message, assertThrows(ConfigException.class, () -> Json.parse(text, "x")).getMessage());
  }

  @Test
  void namesTheLineOfAnError() {
    ConfigException e =
        assertThrows(
            ConfigException.class, () -> Json.parse("{\n  \"a\": 1,\n  oops: 2\n}", "f.json"));
    assertEquals("f.json, line 3, column 3: unexpected o", e.getMessage().split(";", 2)[0]);
  }

  @Test
  void skipsComments() {
    assertEquals(Json.object().put("a", 1), Json.parse("/* why */ {\"a\": 1} // so", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1e0", "10E-1", "1.000"})
  void equalNumbersHaveOneCanonicalForm(String number) {
    assertEquals(
        "{\"a\":[1,true,null],\"b\":\"x y\"}",
        Json.canonical(Json.parse("{ \"b\": \"x y\", \"a\": [" + number + ", true, null] }", "x")));
  }

  /** Ids are hashes of the canonical form, which writes texts by itself for speed. */
  @Test
  void canonicalTextsAreThoseThatJacksonWrites() {
    String all =
        IntStream.range(0, 0x3000).mapToObj(Character::toString).collect(Collectors.joining())
            + "\uFEFF \uD83D\uDE00 \uD83D";
    assertEquals(Json.printLine(TextNode.valueOf(all)), Json.canonical(TextNode.valueOf(all)));
    JsonNode keyed = Json.object().put(all, 1);
    assertEquals(Json.printLine(keyed), Json.canonical(keyed));
  }

  @Test
  void canonicalFormKeepsOtherNumbersApart() {
    assertEquals("[0,0.1,-25,1E+2]", canonical("[-0.0, 0.1, -2.5e1, 100]"));
    assertNotEquals(canonical("9007199254740993"), canonical("9007199254740992"));
    assertEquals("{}[]", canonical("{}") + canonical("[]"));
  }

  @Test
  void hashIsThatOfTheCanonicalForm() {
    // printf '{"a":1,"b":2}' | sha256sum
    assertEquals(
        "43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777",
        Json.sha256(Json.parse("{\"b\": 2.0, \"a\": 1}", "x")));
  }

  @Test
  void printsStably() {
    assertEquals(
        "{\n  \"b\": [ 1, 2.5 ],\n  \"a\": {\n    \"c\": []\n  }\n}\n",
        Json.print(Json.parse("{\"b\":[1,2.5],\"a\":{\"c\":[]}}", "x")));
    assertEquals("{\"b\":[1,2.5]}", Json.printLine(Json.parse("{ \"b\": [1, 2.5] }", "x")));
  }

  @Test
  void namesTheFileThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sweep.json");
    assertReadFails("there is no such file", file);
    assertReadFails("is a directory; expected a JSON file", folder);
    Files.writeString(file, "\n");
    assertReadFails("is empty; expected JSON", file);
    Files.writeString(file, "[1, 2]");
    assertReadFails("expected an object, { ... }, but is [1,2]", file);
    Files.writeString(file, "{\"a\": \"\u00e9\"}", ISO_8859_1);
    assertReadFails("is not UTF-8 text", file);
    Files.writeString(file, "\uFEFF{\"a\": 1}");
    assertEquals(Json.object().put("a", 1), Json.read(file));
  }

  private static void assertReadFails(String problem, Path file) {
    ConfigException e = assertThrows(ConfigException.class, () -> Json.read(file));
    assertEquals(file + ": " + problem, e.getMessage());
  }

  private static String canonical(String text) {
    return Json.canonical(Json.parse(text, "x"));
  }
}
