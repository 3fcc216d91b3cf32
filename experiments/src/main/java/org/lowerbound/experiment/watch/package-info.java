/** What watchers of a sweep hear: that its trials start, go on and end. */
package org.lowerbound.experiment.watch;
