/**
 * The command line: sweeps of trials from JSON files, into result tables. For programs there is
 * {@link org.lowerbound.experiment.TrainedTrial}, a trial whose model is to be used.
 */
package org.lowerbound.experiment;
