package org.lowerbound.experiment.result;

import java.util.OptionalDouble;

/**
 * A published figure beside a row.
 *
 * @param source the publication
 * @param metric the metric it reports
 * @param value the figure
 * @param difference the row's mean of the metric minus the figure; empty if the row has no finite
 *     mean
 */
public record PublishedFigure(
    String source, String metric, double value, OptionalDouble difference) {}
