package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;

/** Colours for things that have no order, which most people can tell apart. */
public final class Palette {
  /** Grey, for what is in no class. */
  public static final int NONE = 0x999999;

  /** Okabe and Ito (2008), without the yellow, which is hard to see on white. */
  private static final ImmutableList<Integer> FEW =
      ImmutableList.of(0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000);

  /** Tol's muted colours (2021), and black. */
  private static final ImmutableList<Integer> SOME =
      ImmutableList.of(
          0x332288, 0xCC6677, 0x117733, 0x88CCEE, 0xDDCC77, 0xAA4499, 0x44AA99, 0x882255, 0x999933,
          0x000000);

  private Palette() {}

  /** Returns so many colours: for more than ten, steps of {@link ColorMap}. */
  public static ImmutableList<Integer> of(int count) {
    checkArgument(count >= 0, "there are no %s colours", count);
    if (count <= FEW.size()) {
      return FEW.subList(0, count);
    } else if (count <= SOME.size()) {
      return SOME.subList(0, count);
    }
    return IntStream.range(0, count)
        .mapToObj(i -> ColorMap.of(i / (count - 1.0)))
        .collect(ImmutableList.toImmutableList());
  }
}
