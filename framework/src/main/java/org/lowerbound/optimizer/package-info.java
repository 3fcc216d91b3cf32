/** Update rules, as data: each wraps one of TensorFlow's own update kernels. */
package org.lowerbound.optimizer;
