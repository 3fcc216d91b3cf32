package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;

/**
 * A picture and its parts.
 *
 * @param raster the whole
 * @param panels the parts, each within the whole and with a name of its own
 */
public record PanelPicture(Raster raster, ImmutableList<Panel> panels) implements Picture {
  /** Checks the parts. */
  public PanelPicture {
    for (Panel panel : panels) {
      checkArgument(
          panel.left() + panel.width() <= raster.width()
              && panel.top() + panel.height() <= raster.height(),
          "the part %s reaches beyond a picture of %s x %s pixels",
          panel.name(),
          raster.width(),
          raster.height());
    }
    checkArgument(
        panels.stream().map(Panel::name).distinct().count() == panels.size(),
        "parts of a picture must have different names, but these are %s",
        panels.stream().map(Panel::name).toList());
  }
}
