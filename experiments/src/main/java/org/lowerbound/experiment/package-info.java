/** The command line: sweeps of trials from JSON files, into result tables. */
package org.lowerbound.experiment;
