/** Objectives of models of the label given the observation. */
package org.lowerbound.objective.classification;
