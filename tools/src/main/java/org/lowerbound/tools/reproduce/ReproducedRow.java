package org.lowerbound.tools.reproduce;

import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.result.TableRow;

/**
 * A row then and now.
 *
 * @param row as the table has it
 * @param cells how its cells came out, in the table's order
 * @param remarks on trials that are not completed then or now, a line each
 * @param moved whether a trial ended otherwise than then
 */
record ReproducedRow(
    TableRow row,
    ImmutableList<ReproducedCell> cells,
    ImmutableList<String> remarks,
    boolean moved) {}
