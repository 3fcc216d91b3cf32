package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.picture.TextBlock.Alignment;

/**
 * What is written below the ticks of an axis.
 *
 * @param texts one for each tick, without lines if it has none
 * @param size of the letters, in pixels
 * @param turned whether all are turned to the left by a quarter, to be read from below
 */
record TickTexts(ImmutableList<TextBlock> texts, double size, boolean turned) {
  /** Between the texts of two ticks. */
  private static final double GAP = 8;

  /** Turned texts are broken into lines if these need not be shorter. */
  private static final double TURNED = 150;

  private static final double MORE = 30;
  private static final int BLACK = 0x000000;

  /** Returns texts on one line each. */
  static TickTexts of(List<Tick> ticks, double size) {
    return new TickTexts(
        ticks.stream().map(tick -> TextBlock.of(tick.text(), size)).collect(toImmutableList()),
        size,
        false);
  }

  /**
   * Returns texts broken into lines, or turned if a word is too long for that.
   *
   * @param room between two ticks, in pixels
   */
  static TickTexts wrapped(List<Tick> ticks, double size, double room) {
    TickTexts level = wrapped(ticks, size, room - GAP, false);
    if (TextBlock.widest(level.texts.stream()) <= room - GAP) {
      return level;
    }
    double most = TextBlock.widest(of(ticks, size).texts.stream());
    double width = TURNED;
    TickTexts turned = wrapped(ticks, size, width, true);
    while (TextBlock.highest(turned.texts.stream()) > room && width < most) {
      width += MORE;
      turned = wrapped(ticks, size, width, true);
    }
    return turned;
  }

  private static TickTexts wrapped(List<Tick> ticks, double size, double width, boolean turned) {
    return new TickTexts(
        ticks.stream()
            .map(tick -> TextBlock.wrap(tick.text(), size, width))
            .collect(toImmutableList()),
        size,
        turned);
  }

  /** Returns how much space they need below the ticks, in pixels, that of one line at the least. */
  double height() {
    double line = Typeface.sans().lineHeight(size);
    return Math.max(
        line, turned ? TextBlock.widest(texts.stream()) : TextBlock.highest(texts.stream()));
  }

  /**
   * Writes one of them.
   *
   * @param x where the tick is
   * @param y where the text begins
   */
  void draw(Surface surface, int tick, double x, double y) {
    TextBlock text = texts.get(tick);
    if (turned) {
      double wide = TextBlock.widest(texts.stream());
      surface.write(
          text.lettering(0, 0, wide, Alignment.RIGHT).turnedLeft(x - text.height() / 2, y + wide),
          BLACK);
    } else {
      text.draw(surface, x, y, 0, Alignment.CENTER);
    }
  }
}
