/**
 * Data of one's own: files that users have, in common formats, and what all of them share: splits,
 * the kind of the values, labels, factors.
 */
package org.lowerbound.data.own;
