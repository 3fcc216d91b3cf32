/**
 * Scalars that change while a model trains: β, learning rates, temperatures. They live on the host;
 * the trainer feeds their value at each step.
 */
package org.lowerbound.schedule;
