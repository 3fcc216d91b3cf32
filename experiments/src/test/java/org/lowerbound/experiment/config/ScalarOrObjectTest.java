package org.lowerbound.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.spec.Default;

class ScalarOrObjectTest {
  record Data(@Default("false") LabelChoice labels) {}

  private final SpecTypes types = TestSpecs.types();

  private Data read(String json) {
    return new SpecReader(types).read(Json.parse(json.replace('\'', '"'), "test"), Data.class, "");
  }

  private void assertReadsBackAs(String json, LabelChoice choice) {
    Data data = new Data(choice);
    assertEquals(json.replace('\'', '"'), new SpecWriter(types).write(data).toString());
    assertEquals(data, read(json));
  }

  private void assertRefused(String message, String json) {
    assertEquals(message, assertThrows(ConfigException.class, () -> read(json)).getMessage());
  }

  @Test
  void isAScalarOrAnObject() {
    assertReadsBackAs("{'labels':true}", new LabelChoice.Whole(true));
    assertReadsBackAs("{'labels':false}", new LabelChoice.Whole(false));
    assertReadsBackAs("{'labels':{'known':100,'seed':3}}", new LabelChoice.Part(100, 3));
    assertEquals(new Data(new LabelChoice.Whole(false)), read("{}"));
    assertEquals(new Data(new LabelChoice.Part(20, 0)), read("{'labels': {'known': 20}}"));
  }

  @Test
  void problemsNameBoth() {
    assertRefused(
        "labels: expected true or false but is 100; an object works, too: known, seed",
        "{'labels': 100}");
    assertRefused(
        "labels: missing 'known'; required: known; optional: seed", "{'labels': {'seed': 1}}");
    assertRefused(
        "labels: known must be positive but is -1; no labels are false",
        "{'labels': {'known': -1}}");
    assertRefused(
        "labels.knwon: unknown key 'knwon'; did you mean 'known'? known: known, seed",
        "{'labels': {'knwon': 10}}");
  }
}
