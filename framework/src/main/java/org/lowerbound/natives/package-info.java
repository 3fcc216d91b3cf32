/** What the process is told through the C library before TensorFlow's library is loaded. */
package org.lowerbound.natives;
