/** What the steps of a diffusion say of log p(x). */
package org.lowerbound.evaluation.diffusion;
