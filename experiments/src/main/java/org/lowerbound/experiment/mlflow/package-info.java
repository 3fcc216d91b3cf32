/** A sweep as an experiment of MLflow, each trial a run of it: on a server or in a folder. */
package org.lowerbound.experiment.mlflow;
