package org.lowerbound.tools.compare;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Column;

/**
 * One of the two that are compared.
 *
 * @param path where it was read
 * @param what what it is, for people: {@code table of 15 trials}
 * @param columns its columns by name
 * @param rows its rows
 * @param facts where its numbers come from: by what is told, all that is true of some trial
 */
public record Side(
    String path,
    String what,
    ImmutableMap<String, Column> columns,
    ImmutableList<SideRow> rows,
    Facts facts) {}
