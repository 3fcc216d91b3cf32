/**
 * The sweep algebra: a file with a base trial and axes becomes a list of trials.
 *
 * <p>Everything here works on JSON trees and knows no spec. What is promised is that every value a
 * sweep, an axis or a command line sets is in the trials that it makes, or else an error says so.
 */
package org.lowerbound.experiment.sweep;
