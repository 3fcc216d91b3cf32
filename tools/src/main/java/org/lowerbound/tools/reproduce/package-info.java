/** Runs a table's command again, and says cell by cell whether it came out the same. */
package org.lowerbound.tools.reproduce;
