package org.lowerbound.compression;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.lowerbound.random.RandomStream;

/**
 * A message as a stack of symbols (Duda 2009, "Asymmetric numeral systems"; range ANS): the symbol
 * that was pushed last is popped first, and a pop undoes a push bit by bit. Pushing takes the
 * symbol's {@linkplain FrequencyTable#bits bits}, up to 2^(precision − 31) of one. Popping a symbol
 * that nobody has pushed draws it from its table by the bits of the message, and shortens the
 * message by as many bits: this is how bits come back.
 *
 * <p>The head is a number of 2³¹ or more and less than 2⁶³, the tail words of 32 bits. Below the
 * tail lie starting bits, as many as are asked for.
 */
public final class RansStack {
  private static final long LEAST_HEAD = 1L << 31;
  private static final int WORD = 32;
  private static final long LOW_WORD = 0xFFFF_FFFFL;

  private final IntSupplier below;
  private long head;
  private int[] tail;
  private int size;
  private int taken;

  private RansStack(long head, int[] tail, IntSupplier below) {
    this.head = head;
    this.tail = Arrays.copyOf(tail, Math.max(64, tail.length));
    this.size = tail.length;
    this.below = below;
  }

  /**
   * Starts an empty message.
   *
   * @param seed of the starting bits, which are random
   */
  public static RansStack starting(long seed) {
    RandomStream stream = startingBits(seed);
    return new RansStack(LEAST_HEAD, new int[0], () -> word(stream));
  }

  private static RandomStream startingBits(long seed) {
    return new RandomStream(seed, "starting bits");
  }

  private static int word(RandomStream stream) {
    return (int) (stream.nextLong() >>> WORD);
  }

  /**
   * Takes up a message that was written.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RansStack of(long head, ImmutableIntArray tail) {
    checkArgument(head >= LEAST_HEAD, "the head of a message is 2^31 or more, not %s", head);
    return new RansStack(
        head,
        tail.toArray(),
        () -> {
          throw new IllegalArgumentException("the message ends before its last symbol");
        });
  }

  /** Puts a symbol on top. */
  public void push(FrequencyTable table, int symbol) {
    int frequency = table.frequency(symbol);
    int precision = table.precision();
    if (frequency == 1 << precision) {
      return; // Nothing else can be.
    }
    if (head >= ((LEAST_HEAD >>> precision) << WORD) * frequency) {
      pushWord((int) head);
      head >>>= WORD;
    }
    head = ((head / frequency) << precision) + head % frequency + table.start(symbol);
  }

  /**
   * Takes a symbol from the top.
   *
   * @throws IllegalArgumentException if a message that was taken up has no more
   */
  public int pop(FrequencyTable table) {
    int precision = table.precision();
    int position = (int) (head & ((1L << precision) - 1));
    int symbol = table.symbolAt(position);
    int frequency = table.frequency(symbol);
    if (frequency == 1 << precision) {
      return symbol;
    }
    head = frequency * (head >>> precision) + position - table.start(symbol);
    if (head < LEAST_HEAD) {
      head = (head << WORD) | (popWord() & LOW_WORD);
    }
    return symbol;
  }

  private void pushWord(int word) {
    if (size == tail.length) {
      tail = Arrays.copyOf(tail, 2 * size);
    }
    tail[size++] = word;
  }

  private int popWord() {
    if (size > 0) {
      return tail[--size];
    }
    taken++;
    return below.getAsInt();
  }

  /** Returns the head. */
  public long head() {
    return head;
  }

  /** Returns the words below the head, the lowest first. */
  public ImmutableIntArray tail() {
    return ImmutableIntArray.copyOf(Arrays.copyOf(tail, size));
  }

  /** Returns how many words of starting bits are in the message. */
  public int startingWords() {
    return taken;
  }

  /** Returns the length of the whole message with its starting bits, in bits. */
  public double bits() {
    return (double) WORD * size + Math.log((double) head) / Math.log(2);
  }

  /**
   * Returns the bits that pushes have made it longer by since it was empty: without the starting
   * bits, which come back when the message is read.
   */
  public double netBits() {
    return bits() - startingWords() * (double) WORD - Math.log(LEAST_HEAD) / Math.log(2);
  }

  /**
   * Returns whether nothing is left but starting bits.
   *
   * @param seed theirs
   * @param words how many there were
   */
  public boolean holdsOnlyStartingBits(long seed, int words) {
    if (head != LEAST_HEAD || size != words) {
      return false;
    }
    RandomStream stream = startingBits(seed);
    for (int i = size - 1; i >= 0; i--) {
      if (tail[i] != word(stream)) {
        return false;
      }
    }
    return true;
  }
}
