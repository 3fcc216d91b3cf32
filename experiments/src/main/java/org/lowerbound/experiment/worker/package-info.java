/**
 * Trials in other processes, here and on other machines: the lines that are spoken, and both ends.
 */
package org.lowerbound.experiment.worker;
