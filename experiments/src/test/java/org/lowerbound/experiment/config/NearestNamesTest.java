package org.lowerbound.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
  private static final ImmutableList<String> KNOWN =
      ImmutableList.of("objective", "optimizer", "learningRate", "elbo", "iwae", "diagonal-normal");

  @ParameterizedTest
  @CsvSource({"'',abc,3", "abc,abc,0", "acb,abc,1", "abcd,abc,1", "xbc,abc,1", "kitten,sitting,3"})
  void countsEdits(String a, String b, int distance) {
    assertEquals(distance, NearestNames.distance(a, b));
    assertEquals(distance, NearestNames.distance(b, a));
  }

  @ParameterizedTest
  @CsvSource({
    "objctive,objective",
    "OBJECTIVE,objective",
    "learning_rate,learningRate",
    "iwea,iwae",
    "diagonalNormal,diagonal-normal",
    "diagonal,diagonal-normal"
  })
  void findsTheNameThatWasMeant(String typed, String meant) {
    assertEquals(ImmutableList.of(meant), NearestNames.near(typed, KNOWN));
  }

  @Test
  void suggestsNothingFarFetched() {
    assertEquals("", NearestNames.didYouMean("temperature", KNOWN));
    assertEquals("; known: x", NearestNames.didYouMean("temperature", KNOWN, "known: x"));
  }

  @Test
  void suggestsSeveralNearestFirst() {
    assertEquals(
        "; did you mean 'beta1' or 'beta22'?",
        NearestNames.didYouMean("beta", ImmutableList.of("gamma", "beta22", "beta1")));
  }
}
