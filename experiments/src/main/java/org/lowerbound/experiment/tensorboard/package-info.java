/** Event files for TensorBoard. */
package org.lowerbound.experiment.tensorboard;
