package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;

/**
 * Letters and where they stand.
 *
 * @param letters the letters, with their places before the text is turned and moved
 * @param size of the letters, in pixels
 * @param turned whether the whole is turned to the left by a quarter, around (0, 0)
 * @param x how far it is then moved to the right, in pixels
 * @param y how far it is then moved downwards
 */
record Lettering(ImmutableList<Letter> letters, double size, boolean turned, double x, double y) {
  /**
   * A letter.
   *
   * @param codePoint which
   * @param x where it begins, in pixels
   * @param y its base line
   */
  record Letter(int codePoint, double x, double y) {}

  /** Returns this text turned to the left, its former (0, 0) at a place. */
  Lettering turnedLeft(double toX, double toY) {
    return new Lettering(letters, size, true, toX, toY);
  }

  /** Returns the shapes of all letters. */
  Outline outline() {
    Typeface face = Typeface.sans();
    Outline flat =
        Outline.all(
            letters.stream()
                .map(l -> face.letter(l.codePoint()).scaled(size).moved(l.x(), l.y()))
                .collect(toImmutableList()));
    return (turned ? flat.turnedLeft() : flat).moved(x, y);
  }
}
