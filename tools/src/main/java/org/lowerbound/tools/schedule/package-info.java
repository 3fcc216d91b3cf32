/** How long sweeps take on many slots, by the times of trials that have run. */
package org.lowerbound.tools.schedule;
