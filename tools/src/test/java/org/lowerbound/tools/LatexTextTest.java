package org.lowerbound.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      value = {
        "β = 4, σ² → ½; $\\beta$ = 4, $\\sigma ^{2}$ $\\to$ $\\frac{1}{2}$",
        "Größe; Gr\\\"{o}\\ss{}e",
        "naïve, Erdős, façade, Łukasz, Ångström; na\\\"{\\i}ve, Erd\\H{o}s, fa\\c{c}ade,"
            + " \\L{}ukasz, \\AA{}ngstr\\\"{o}m",
        "x̂ and β̂; \\^{x} and $\\hat{\\beta}$",
        "≥∞≠≯; $\\ge \\infty \\ne \\not >$",
        "x₁²; x$_{1}{}^{2}$",
        "a–b — c--d; a--b --- c-{}-d",
        "“so” ‘it’ 'is'; ``so'' `it' 'is'",
        "𝛽 ﬁ Ａ; $\\beta$ fi A",
        "中; U+4E2D",
        "한; U+D55C",
        "й; U+0439",
        "𝄞; U+1D11E",
        "a\u200db\ufe0f; ab",
        "a\u00a0b; a~b",
      })
  void charactersBecomeCommands(String plain, String latex) {
    assertEquals(latex, new LatexText().escape(plain));
  }

  @Test
  void whatIsLeftIsAlwaysAscii() {
    for (int c = ' '; c <= 0x1ffff; c++) {
      String latex = new LatexText().escape(Character.toString(c) + "\u0301 a");
      assertTrue(CharMatcher.ascii().matchesAllOf(latex), Integer.toHexString(c) + ": " + latex);
      // A formula that is begun is ended.
      long dollars = latex.replace("\\$", "").chars().filter(d -> d == '$').count();
      assertEquals(0, dollars % 2, Integer.toHexString(c) + ": " + latex);
    }
  }

  @Test
  void whatHasNoCommandIsRemembered() {
    LatexText text = new LatexText();
    text.escape("é β 中 中 文");
    assertEquals(ImmutableSet.of(0x4e2d, 0x6587), text.unknown());
  }
}
