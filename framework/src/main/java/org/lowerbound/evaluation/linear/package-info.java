/** What can be computed of models with a linear decoder, without draws. */
package org.lowerbound.evaluation.linear;
