/** Densities that are given up to their normaliser, as targets for posterior families. */
package org.lowerbound.model.energy;
