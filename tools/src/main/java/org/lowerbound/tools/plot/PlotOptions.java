package org.lowerbound.tools.plot;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What is to be drawn; what is not given follows from the results.
 *
 * @param y the columns, or fields of curves, that are drawn upwards; the usual one if empty
 * @param x what they are drawn over: a setting, a column, {@code rows}, {@code epoch} or {@code
 *     step}
 * @param series the settings whose values are lines of their own
 * @param log which axes are logarithmic
 * @param each whether trials are drawn one by one, too
 */
public record PlotOptions(
    ImmutableList<String> y,
    Optional<String> x,
    Optional<ImmutableList<String>> series,
    Optional<LogAxes> log,
    boolean each) {}
