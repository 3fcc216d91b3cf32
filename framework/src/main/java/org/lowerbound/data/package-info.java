/**
 * Data sets: what they are, where their files come from, how their values are turned into
 * observations.
 */
package org.lowerbound.data;
