/**
 * Training: gradients and updates, the loop, checkpoints; and the use of what was trained. The only
 * owner of TensorFlow sessions.
 */
package org.lowerbound.training;
