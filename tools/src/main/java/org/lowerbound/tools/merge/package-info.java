/** Several results in one: shards of a sweep, sweeps of the same rows and columns. */
package org.lowerbound.tools.merge;
