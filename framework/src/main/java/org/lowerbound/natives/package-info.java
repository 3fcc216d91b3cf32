/**
 * What is set before TensorFlow's library is loaded: of the process, by the C library, and of the
 * loader.
 */
package org.lowerbound.natives;
