package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;

/**
 * What is written on a {@link PictureGrid}.
 *
 * @param title what is above it all, a text a line; may be empty
 * @param rows a heading for each row, or none at all
 * @param columns a heading for each column, or none at all
 * @param captions of each row the texts below its pictures, or none at all
 */
public record GridTexts(
    ImmutableList<String> title,
    ImmutableList<String> rows,
    ImmutableList<String> columns,
    ImmutableList<ImmutableList<String>> captions) {
  /** No texts. */
  public static final GridTexts NONE =
      new GridTexts(ImmutableList.of(), ImmutableList.of(), ImmutableList.of(), ImmutableList.of());
}
