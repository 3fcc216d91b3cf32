package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFlowRuntimeTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "bn-BD", "ne-NP", "th-TH-u-nu-thai"})
  void aLocaleThatNodesCannotBeNamedInIsRefused(String tag) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, TensorFlowRuntime::newGraph);
    assertTrue(e.getMessage().contains(tag), e.getMessage());
    assertTrue(e.getMessage().contains("Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ja-JP-u-ca-japanese"})
  void anyOtherWillDo(String tag) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TensorFlowRuntime.newGraph().close();
  }
}
