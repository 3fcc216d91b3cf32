package org.lowerbound.data.file;

import com.google.common.collect.ImmutableList;

/**
 * Columns of a table.
 *
 * @param numbers {@code [rows, columns]}
 * @param texts {@code [rows]}, one for each column that was asked for as text
 */
public record CsvColumns(NumericArray numbers, ImmutableList<TextArray> texts) {}
