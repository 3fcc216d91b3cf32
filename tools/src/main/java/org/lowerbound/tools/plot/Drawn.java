package org.lowerbound.tools.plot;

import com.google.common.collect.ImmutableList;
import org.lowerbound.picture.Plot;

/**
 * A plot and what is to be said of it.
 *
 * @param plot the plot
 * @param remarks what it leaves out, and why, a sentence each
 */
public record Drawn(Plot plot, ImmutableList<String> remarks) {}
