package org.lowerbound.tools.plot;

import com.beust.jcommander.ParameterException;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.lowerbound.picture.AxisStyle;

/** Which axes are logarithmic where nobody says it. */
final class AxisChoice {
  /** Settings that span over more than this factor are doubled, or tripled, from row to row. */
  private static final double FACTOR = 30;

  private AxisChoice() {}

  /**
   * Returns the axis of a setting.
   *
   * @param asked what was asked for
   * @param values the setting's values
   */
  static AxisStyle ofSetting(String label, Optional<LogAxes> asked, DoubleStream values) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    boolean wide = range.getMin() > 0 && range.getMax() / range.getMin() > FACTOR;
    return of(label, asked.map(LogAxes::hasX).orElse(wide));
  }

  /** Returns an axis. */
  static AxisStyle of(String label, boolean logarithmic) {
    return logarithmic ? AxisStyle.logarithmic(label) : AxisStyle.of(label);
  }

  /** Refuses a logarithmic axis of things that have no numbers. */
  static void refuseX(Optional<LogAxes> asked, String what) {
    if (asked.map(LogAxes::hasX).orElse(false)) {
      throw new ParameterException(
          "--log %s: %s have no logarithm".formatted(asked.get().label(), what));
    }
  }
}
