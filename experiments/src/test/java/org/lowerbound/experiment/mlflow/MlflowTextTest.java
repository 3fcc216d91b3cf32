package org.lowerbound.experiment.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MlflowTextTest {
  @Test
  void keysAreSuchAsMlflowTakes() {
    assertEquals("model.flow.0.type", MlflowText.key("model.flow[0].type"));
    assertEquals("case k_5", MlflowText.key("case k=5"));
    assertEquals("a/b", MlflowText.key("/a//b/"));
    assertEquals("a/_/b", MlflowText.key("a/../b"));
    assertEquals("_", MlflowText.key("."));
    assertEquals(250, MlflowText.key("x".repeat(300)).length());
  }

  @Test
  void ofParamsWhoseKeysBecomeAlikeTheFirstStays() {
    assertEquals(1, MlflowText.params(Map.of("a=", "1", "a?", "2")).size());
    assertEquals(250, MlflowText.params(Map.of("a", "x".repeat(300))).get("a").length());
  }
}
