/**
 * Results: what one trial gave, and the table that a sweep's trials make together.
 *
 * <p>A {@link org.lowerbound.experiment.result.TrialResult} is one trial's metrics with their
 * provenance. {@link org.lowerbound.experiment.result.ResultTableBuilder} groups trials into the
 * rows of a {@link org.lowerbound.experiment.result.ResultTable}. Numbers are turned into text in
 * one place, {@link org.lowerbound.experiment.result.CellFormat}, and laid out in one place, {@link
 * org.lowerbound.experiment.result.TableGrid}.
 */
package org.lowerbound.experiment.result;
