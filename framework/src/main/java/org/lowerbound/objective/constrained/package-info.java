/** Objectives that steer the rate or the distortion towards a value instead of weighing them. */
package org.lowerbound.objective.constrained;
