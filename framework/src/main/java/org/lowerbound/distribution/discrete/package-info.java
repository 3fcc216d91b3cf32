/** Masses over bits, counts and one-hot groups. */
package org.lowerbound.distribution.discrete;
