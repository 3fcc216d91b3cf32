package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MaskCycleTest {
  private static final int D = 9;
  private static final List<Integer> WIDE_AND_NARROW = List.of(40, 3);

  private static ImmutableList<Connectivity> members(int orderings, int masks, long seed) {
    return new MaskCycle(orderings, masks, seed).members("net", D, WIDE_AND_NARROW);
  }

  @Test
  void itIsAFunctionOfTheSeedAndOfNothingElse() {
    assertEquals(members(3, 2, 1), members(3, 2, 1));
    assertNotEquals(members(3, 2, 1), members(3, 2, 2));
    // A later program must draw the same: a checkpoint has weights and no masks. These are of a
    // program in Python, from the definitions of SplitMix64 and of the draws.
    Connectivity last = new MaskCycle(2, 1, 0).members("net", 4, List.of(5)).get(1);
    assertEquals(List.of(4, 1, 3, 2), last.inputs().values().asList());
    assertEquals(List.of(3, 3, 1, 2, 1), last.hidden().get(0).values().asList());
  }

  @Test
  void moreOfThemLeaveTheFirstOnesAsTheyAre() {
    ImmutableList<Connectivity> few = members(2, 2, 1);
    assertEquals(few.subList(0, 2), members(3, 2, 1).subList(0, 2));
    assertEquals(few.get(1), members(2, 3, 1).get(1));
    assertEquals(few.get(2), members(2, 3, 1).get(3));
  }

  @Test
  void theFirstOrderingIsThatOfThePixelsAndTheOthersAreNot() {
    ImmutableList<Connectivity> members = members(3, 2, 1);
    List<Integer> natural = IntStream.rangeClosed(1, D).boxed().toList();
    Set<List<Integer>> orderings = new HashSet<>();
    for (Connectivity member : members) {
      List<Integer> places = member.inputs().values().asList();
      assertEquals(ImmutableSet.copyOf(natural), ImmutableSet.copyOf(places));
      orderings.add(places);
    }
    assertEquals(natural, members.get(0).inputs().values().asList());
    assertEquals(natural, members.get(1).inputs().values().asList());
    assertEquals(3, orderings.size());
  }

  @Test
  void aWideLayerHasEachDegreeAlikeAndANarrowOneOthersInEachMask() {
    Set<Integer> ofNarrow = new HashSet<>();
    for (Connectivity member : members(4, 4, 1)) {
      ImmutableMultiset<Integer> wide =
          ImmutableMultiset.copyOf(member.hidden().get(0).values().asList());
      assertEquals(ImmutableSet.copyOf(IntStream.range(1, D).boxed().toList()), wide.elementSet());
      // 40 units, 8 degrees.
      wide.entrySet().forEach(entry -> assertTrue(Math.abs(entry.getCount() - 5) <= 1));
      ofNarrow.addAll(member.hidden().get(1).values().asList());
    }
    assertEquals(ImmutableSet.copyOf(IntStream.range(1, D).boxed().toList()), ofNarrow);
  }

  @Test
  void noUnitIsWithoutAnInput() {
    for (Connectivity member : new MaskCycle(5, 5, 1).members("net", D, List.of(2, 30))) {
      int least = member.hidden().get(0).least();
      assertTrue(least >= 1);
      assertTrue(member.hidden().get(1).least() >= least);
    }
  }

  @Test
  void oneInputHasNothingBeforeIt() {
    Connectivity only = new MaskCycle(1, 1, 0).members("net", 1, List.of(3)).get(0);
    assertEquals(List.of(0, 0, 0), only.hidden().get(0).values().asList());
  }

  @Test
  void moreThanCanBeEvaluatedAreRefused() {
    assertEquals(
        "orderings x masks is 20 x 11: at most 200 networks, which are evaluated one after the"
            + " other",
        assertThrows(IllegalArgumentException.class, () -> new MaskCycle(20, 11, 0)).getMessage());
    assertEquals(
        "orderings must be positive but is 0",
        assertThrows(IllegalArgumentException.class, () -> new MaskCycle(0, 1, 0)).getMessage());
  }
}
