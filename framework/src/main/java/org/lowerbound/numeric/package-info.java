/** Linear algebra and special functions on the host, in double precision and without a graph. */
package org.lowerbound.numeric;
