/** What the other programs on the workloads of the bench share: their images and their clock. */
package org.lowerbound.tools.bench.peers;
