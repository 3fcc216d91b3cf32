package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * What is drawn on: pixels, or a text that describes shapes. All that a surface must know is how an
 * outline is filled; lines and letters are outlines, too, unless it has something shorter for them
 * that looks the same.
 */
interface Surface {
  /**
   * Fills the inside of an outline, with smooth edges.
   *
   * @param color {@code 0xRRGGBB}
   * @param opacity from 0, which changes nothing, to 1
   */
  void fill(Outline outline, int color, double opacity);

  /** Fills the inside of an outline, so that nothing below it is seen. */
  default void fill(Outline outline, int color) {
    fill(outline, color, 1);
  }

  /**
   * Draws lines with round ends and corners.
   *
   * @param lines each x, y, x, y, …; one of no point is not drawn
   * @param width of all lines, in pixels
   */
  default void stroke(ImmutableList<ImmutableDoubleArray> lines, double width, int color) {
    fill(
        Outline.all(
            lines.stream().map(line -> Outline.stroke(line, width)).collect(toImmutableList())),
        color);
  }

  /** Writes letters. */
  default void write(Lettering letters, int color) {
    fill(letters.outline(), color);
  }
}
