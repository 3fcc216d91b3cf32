/**
 * Runs the trials of a sweep on Apache Spark. Spark's processes have this package and nothing else
 * of Lowerbound: the runner and the workers, with their libraries, are processes of their own,
 * which are spoken to in lines. So neither side's libraries meet the other's.
 */
package org.lowerbound.spark;
