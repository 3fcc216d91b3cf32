package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkArgument;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;

class FlatTest {
  /** Has a type name. */
  interface Layer {}

  /** A group that stands in another one. */
  record Inner(@Default("0.5") double rate, OptionalInt seed) {}

  /** A group. */
  record Outer(String name, @Flat Inner inner) {
    Outer {
      checkArgument(!name.equals("bad"), "name must not be bad");
    }
  }

  /** Has the group between keys of its own. */
  record Dense(@Default("1") int width, @Flat Outer shared, @Default("true") boolean bias)
      implements Layer {}

  /** Has the same group. */
  record Gated(@Flat Outer shared) implements Layer {}

  record Twice(int rate, @Flat Inner inner) {}

  record OfNoRecord(@Flat int rate) {}

  record WithDefault(@Default("{}") @Flat Inner inner) {}

  private static final SpecTypes TYPES =
      SpecTypes.builder()
          .add(Layer.class, "dense", Dense.class)
          .add(Layer.class, "gated", Gated.class)
          .build();

  private static Layer read(String json) {
    return new SpecReader(TYPES).read(json(json), Layer.class, "layer");
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'), "test");
  }

  private static String problem(String json) {
    return assertThrows(ConfigException.class, () -> read(json)).getMessage();
  }

  @Test
  void theKeysOfAGroupAreThoseOfItsOwner() {
    assertEquals(
        new Dense(3, new Outer("a", new Inner(0.25, OptionalInt.of(7))), false),
        read("{'type': 'dense', 'bias': false, 'seed': 7, 'rate': 0.25, 'name': 'a', 'width': 3}"));
    assertEquals(
        new Gated(new Outer("a", new Inner(0.5, OptionalInt.empty()))),
        read("{'type': 'gated', 'name': 'a'}"));
  }

  @Test
  void theyAreWrittenInTheGroupsPlace() {
    String whole =
        "{'type':'dense','width':3,'name':'a','rate':0.25,'seed':7,'bias':false}"
            .replace('\'', '"');
    assertEquals(whole, Json.printLine(new SpecWriter(TYPES).write(read(whole))));
    assertEquals(
        "{'type':'gated','name':'a','rate':0.5}".replace('\'', '"'),
        Json.printLine(new SpecWriter(TYPES).write(read("{'type': 'gated', 'name': 'a'}"))));
  }

  @Test
  void problemsAreThoseOfASpecWithoutGroups() {
    assertEquals(
        "layer: 'dense' is missing 'name'; required: name; optional: width, rate, seed, bias",
        problem("{'type': 'dense'}"));
    assertEquals(
        "layer.rat: unknown key 'rat'; did you mean 'rate'? known: name, rate, seed",
        problem("{'type': 'gated', 'name': 'a', 'rat': 1}"));
    assertEquals(
        "layer.rate: expected a number but is \"x\"",
        problem("{'type': 'dense', 'name': 'a', 'rate': 'x'}"));
    assertEquals("layer: name must not be bad", problem("{'type': 'dense', 'name': 'bad'}"));
    assertTrue(
        problem("{'type': 'dense', 'name': 'a', 'shared': {}}")
            .startsWith("layer.shared: unknown key 'shared'"));
    assertTrue(
        problem("{'type': 'dense', 'name': 'a', 'inner': {}}")
            .startsWith("layer.inner: unknown key 'inner'"));
  }

  @Test
  void refusesAGroupThatIsNone() {
    assertRefused("has a key twice: rate, rate, seed", Twice.class);
    assertRefused("is flat: it must be a record, and has no default of its own", OfNoRecord.class);
    assertRefused("is flat: it must be a record, and has no default of its own", WithDefault.class);
  }

  private static void assertRefused(String message, Class<?> type) {
    String said =
        assertThrows(
                IllegalStateException.class,
                () -> new SpecReader(TYPES).read(Json.object(), type, ""))
            .getMessage();
    assertTrue(said.endsWith(message), said);
  }

  @Test
  void aDefaultIsSaidToBeThatOfTheRecordThatHasIt() {
    record Wrong(@Default("\"x\"") int number) {}
    record Owner(@Flat Wrong wrong) {}
    assertEquals(
        "the default of %s.number: expected a whole number but is \"x\""
            .formatted(Wrong.class.getName()),
        assertThrows(
                IllegalStateException.class,
                () -> new SpecReader(TYPES).read(Json.object(), Owner.class, ""))
            .getMessage());
  }
}
