/** What a user sees while a sweep runs. */
package org.lowerbound.experiment.progress;
