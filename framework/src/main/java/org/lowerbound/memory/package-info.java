/** What a run of a graph needs in memory, found from shapes, and what the machine has. */
package org.lowerbound.memory;
