/** Models of the label given the observation. */
package org.lowerbound.model.classifier;
