package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * One stop on an axis.
 *
 * @param labels how result tables tell it from the others: path to value, or {@code case} to the
 *     case's label
 * @param assignments what it sets in the trial, in order
 */
record AxisPoint(ImmutableMap<String, JsonNode> labels, ImmutableList<Assignment> assignments) {}
