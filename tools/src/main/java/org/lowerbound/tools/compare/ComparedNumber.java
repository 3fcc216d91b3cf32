package org.lowerbound.tools.compare;

import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.statistics.MeanDifference;

/**
 * A number that both have.
 *
 * @param column its column
 * @param a its mean in the first, over what is compared
 * @param b its mean in the second
 * @param difference the second minus the first
 * @param pairing what the difference is a mean of
 * @param verdict what it says of the second
 */
record ComparedNumber(
    Column column,
    double a,
    double b,
    MeanDifference difference,
    Pairing pairing,
    Verdict verdict) {}
