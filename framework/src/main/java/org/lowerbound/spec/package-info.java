/**
 * How a description says its defaults, and what messages call it.
 *
 * <p>A description (a <em>spec</em>) is an immutable record that is checked when it is made and
 * that builds its part of a graph. What a configuration file fills is that same record.
 */
package org.lowerbound.spec;
