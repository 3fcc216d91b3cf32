/** Training by parts: steps that move the encoder alone, the decoder alone, or both. */
package org.lowerbound.objective.alternating;
