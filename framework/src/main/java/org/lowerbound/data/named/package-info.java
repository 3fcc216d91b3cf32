/** Data sets that the literature shares, read from their official files. */
package org.lowerbound.data.named;
