/**
 * Discriminators, which tell draws of two distributions apart, and what is trained by one alone.
 */
package org.lowerbound.objective.adversarial;
