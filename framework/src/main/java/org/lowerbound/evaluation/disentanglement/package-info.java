/**
 * Whether the units of a code and the factors of variation that made the data go together, one by
 * one. Each score is a function of codes and factors on the host; what it would be by chance comes
 * from the same codes, handed out to other examples, and what it is at best from the factors
 * themselves, taken for codes.
 */
package org.lowerbound.evaluation.disentanglement;
