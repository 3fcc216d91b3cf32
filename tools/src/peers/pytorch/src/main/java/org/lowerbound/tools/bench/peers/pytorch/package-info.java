/** PyTorch, by way of the Deep Java Library, on the workloads of the bench. */
package org.lowerbound.tools.bench.peers.pytorch;
