/** Data sets that are a part of another. */
package org.lowerbound.data.chosen;
