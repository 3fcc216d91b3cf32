package org.lowerbound.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class RansStackTest {
  private static final int SYMBOLS = 20_000;

  /** Tables of all sizes and precisions, with masses over many orders of magnitude. */
  private static FrequencyTable table(RandomStream stream) {
    int precision = 8 + stream.nextInt(17);
    double[] masses = new double[1 + stream.nextInt(60)];
    for (int k = 0; k < masses.length; k++) {
      masses[k] = StrictMath.exp(-30 * stream.nextDouble());
    }
    return FrequencyTable.ofMasses(masses, precision);
  }

  @Test
  void whatIsPushedIsPopped() {
    RandomStream stream = new RandomStream(1, "symbols");
    RansStack message = RansStack.starting(7);
    List<FrequencyTable> tables = new ArrayList<>();
    List<Integer> symbols = new ArrayList<>();
    double bits = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      FrequencyTable table = table(stream);
      int symbol = stream.nextInt(table.symbols());
      tables.add(table);
      symbols.add(symbol);
      message.push(table, symbol);
      bits += table.bits(symbol);
    }
    // One word, as the head may be anywhere in it; and what a push loses, below 2^(24 − 31) bits of
    // the finest tables at the smallest head, and on average a tenth of that.
    assertEquals(bits, message.netBits(), 32 + SYMBOLS * 0.1 * Math.pow(2, -7));
    assertTrue(message.netBits() > bits - 1, "shorter than its symbols' bits");
    RansStack read = RansStack.of(message.head(), message.tail());
    for (int i = SYMBOLS - 1; i >= 0; i--) {
      assertEquals(symbols.get(i), read.pop(tables.get(i)));
    }
    assertTrue(read.holdsOnlyStartingBits(7, 0));
  }

  /** A pop of what nobody pushed draws from the table, and a push gives the very bits back. */
  @Test
  void startingBitsComeBack() {
    RandomStream stream = new RandomStream(2, "tables");
    RansStack message = RansStack.starting(3);
    List<FrequencyTable> tables = new ArrayList<>();
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      tables.add(table(stream));
      drawn.add(message.pop(tables.get(i)));
    }
    int words = message.startingWords();
    assertTrue(words > 10, words + " words");
    for (int i = tables.size() - 1; i >= 0; i--) {
      message.push(tables.get(i), drawn.get(i));
    }
    assertEquals(words, message.startingWords());
    assertEquals(0, message.netBits(), 1e-9);
    assertTrue(message.holdsOnlyStartingBits(3, words));
  }

  @Test
  void drawsHaveTheTablesFrequencies() {
    FrequencyTable table = FrequencyTable.ofMasses(new double[] {0.1, 0.6, 0.3}, 12);
    RansStack message = RansStack.starting(5);
    int[] counts = new int[3];
    for (int i = 0; i < SYMBOLS; i++) {
      counts[message.pop(table)]++;
    }
    for (int k = 0; k < 3; k++) {
      double p = table.frequency(k) / 4096.0;
      // Four standard errors.
      assertEquals(p, counts[k] / (double) SYMBOLS, 4 * Math.sqrt(p * (1 - p) / SYMBOLS));
    }
  }

  @Test
  void aMessageThatEndsIsRefused() {
    RansStack empty = RansStack.of(1L << 31, ImmutableIntArray.of());
    FrequencyTable table = FrequencyTable.uniform(8);
    assertThrows(IllegalArgumentException.class, () -> empty.pop(table));
    assertThrows(IllegalArgumentException.class, () -> RansStack.of(5, ImmutableIntArray.of(1, 2)));
  }
}
