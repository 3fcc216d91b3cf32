/** How like the data's the observations are that a model draws. */
package org.lowerbound.evaluation.sample;
