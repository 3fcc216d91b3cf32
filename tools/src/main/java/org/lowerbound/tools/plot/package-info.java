/**
 * Plots of what sweeps have left: which numbers are drawn over what, and as what; the drawing
 * itself is that of {@link org.lowerbound.picture}.
 */
package org.lowerbound.tools.plot;
