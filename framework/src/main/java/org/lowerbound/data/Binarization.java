package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;
import org.lowerbound.random.RandomStream;

/** How binary observations come from grey levels. Results under different ones do not compare. */
public enum Binarization {
  /**
   * A fresh Bernoulli draw at each use of an image, the level being the probability of a 1 (Burda,
   * Grosse and Salakhutdinov 2016, "Importance weighted autoencoders").
   */
  DYNAMIC(ValueKind.GREY),
  /** One Bernoulli draw for each pixel, made once from the data set's seed. */
  STATIC(ValueKind.BINARY),
  /** 1 where the level is 128 or more of 255, else 0. */
  THRESHOLD(ValueKind.BINARY),
  /** The grey levels as they are. */
  NONE(ValueKind.GREY);

  private static final int THRESHOLD_LEVEL = 128;

  private final ValueKind storedKind;

  Binarization(ValueKind storedKind) {
    this.storedKind = storedKind;
  }

  /** Returns the name that configurations and result tables use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the stored values are after {@link #apply}. */
  public ValueKind storedKind() {
    return storedKind;
  }

  /** Returns what is drawn from the stored values at each use. */
  public FreshDraw freshDraw() {
    return this == DYNAMIC ? FreshDraw.BINARIZATION : FreshDraw.NOTHING;
  }

  /**
   * Returns what is drawn from the stored values at each use.
   *
   * @param dequantize whether noise is added to grey levels, as {@link Dequantization} does
   */
  public FreshDraw freshDraw(boolean dequantize) {
    return dequantize ? FreshDraw.DEQUANTIZATION : freshDraw();
  }

  /**
   * Checks that this leaves grey levels if noise is to be added to them.
   *
   * @throws IllegalArgumentException if it does not; the message says what would work
   */
  public void checkLeavesLevels(boolean dequantize) {
    checkArgument(
        !dequantize || this == NONE,
        "\"dequantize\": true adds noise to grey levels, but \"binarization\": \"%s\" leaves none;"
            + " \"binarization\": \"none\" works with it",
        label());
  }

  /** Returns the values to store; those of mapped images are made when they are read. */
  public Observations apply(Observations grey, RandomStream stream) {
    if (grey instanceof Observations.Mapped mapped) {
      return switch (this) {
        case DYNAMIC, NONE -> grey;
        case STATIC -> BernoulliDraw.of(grey, stream);
        case THRESHOLD ->
            new Observations.Mapped(
                mapped.count(),
                mapped.dimension(),
                rows -> threshold((Observations.Bytes) mapped.read(rows)));
      };
    }
    return apply((Observations.Bytes) grey, stream);
  }

  /**
   * Returns the values to store for some grey images.
   *
   * @param grey levels 0 … 255
   * @param stream what {@link #STATIC} draws from; the others leave it alone
   */
  public Observations.Bytes apply(Observations.Bytes grey, RandomStream stream) {
    return switch (this) {
      case DYNAMIC, NONE -> grey;
      case STATIC -> BernoulliDraw.of(grey, stream);
      case THRESHOLD -> threshold(grey);
    };
  }

  private static Observations.Bytes threshold(Observations.Bytes grey) {
    byte[] levels = grey.values();
    byte[] bits = new byte[levels.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) ((levels[i] & 0xFF) >= THRESHOLD_LEVEL ? 1 : 0);
    }
    return new Observations.Bytes(bits, grey.count(), grey.dimension());
  }
}
