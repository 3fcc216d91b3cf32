/**
 * What two results have in common, and by how much they differ: read from their files, without a
 * model.
 */
package org.lowerbound.tools.compare;
