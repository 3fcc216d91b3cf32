package org.lowerbound.experiment.result;

import java.util.OptionalDouble;

/**
 * A published number beside a row.
 *
 * @param source the publication
 * @param metric the metric it reports
 * @param value the number
 * @param unverified whether nobody could confirm it
 * @param difference the row's mean of the metric minus the number; empty if the row has no finite
 *     mean
 */
public record PublishedNumber(
    String source, String metric, double value, boolean unverified, OptionalDouble difference) {}
