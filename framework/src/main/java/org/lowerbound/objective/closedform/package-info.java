/** Parameters that are set in closed form, from sums over all examples: no gradient is taken. */
package org.lowerbound.objective.closedform;
