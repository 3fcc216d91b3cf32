/** Training: optimizers, the loop, checkpoints. The only owner of TensorFlow sessions. */
package org.lowerbound.training;
