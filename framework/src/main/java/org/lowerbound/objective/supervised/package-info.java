/** Objectives that look at the labels of the training examples, or that predict given a part. */
package org.lowerbound.objective.supervised;
