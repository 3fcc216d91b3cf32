package org.lowerbound.data;

import org.lowerbound.random.RandomStream;

/** Draws binary images from grey ones. */
public final class BernoulliDraw {
  private static final int LEVELS = 255;

  private BernoulliDraw() {}

  /** Returns one draw; of mapped observations it is made when they are read, and is the same. */
  static Observations of(Observations grey, RandomStream stream) {
    return grey instanceof Observations.Mapped mapped
        ? DrawnRows.of(mapped, stream, LEVELS, BernoulliDraw::of)
        : of((Observations.Bytes) grey, stream);
  }

  /**
   * Returns one draw: each value is 1 with probability level / 255, exactly, and 0 else. Level 255
   * always gives 1, level 0 never does.
   *
   * <p>Every value takes one number of the stream, in order, whatever its level: so an image's draw
   * depends on its place alone and not on the images before it.
   *
   * @param grey levels 0 … 255
   * @param stream decides the draw
   */
  public static Observations.Bytes of(Observations.Bytes grey, RandomStream stream) {
    byte[] levels = grey.values();
    byte[] bits = new byte[levels.length];
    for (int i = 0; i < bits.length; i++) {
      // A uniform integer on 0 … 254 lies below the level k in k of 255 cases.
      bits[i] = (byte) (stream.nextInt(LEVELS) < (levels[i] & 0xFF) ? 1 : 0);
    }
    return new Observations.Bytes(bits, grey.count(), grey.dimension());
  }
}
