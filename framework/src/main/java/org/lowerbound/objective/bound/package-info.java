/** Lower bounds on log p(x) from one or more draws, and what is close to one. */
package org.lowerbound.objective.bound;
