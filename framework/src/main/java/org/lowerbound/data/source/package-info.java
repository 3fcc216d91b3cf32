/**
 * Where data files come from: directories, the cache, the network; each is known by its checksum.
 */
package org.lowerbound.data.source;
