/** Objectives that look at the labels of the training examples. */
package org.lowerbound.objective.supervised;
