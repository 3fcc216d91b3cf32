/** How fast a trained model is, on the machine that measures it. */
package org.lowerbound.evaluation.speed;
