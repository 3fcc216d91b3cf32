/**
 * Stand-ins for discrete draws that have a gradient: continuous relaxations, and discrete values
 * with the gradient of one.
 */
package org.lowerbound.distribution.relaxed;
