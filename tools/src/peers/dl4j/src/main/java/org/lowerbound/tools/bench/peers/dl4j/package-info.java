/** Deeplearning4j's layer {@code VariationalAutoencoder} on the workloads of the bench. */
package org.lowerbound.tools.bench.peers.dl4j;
