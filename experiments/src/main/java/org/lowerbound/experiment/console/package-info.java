/** The terminal and the native log: what plain Java cannot reach. */
package org.lowerbound.experiment.console;
