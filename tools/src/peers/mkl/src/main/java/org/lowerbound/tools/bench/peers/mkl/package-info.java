/** The matrix products of the workloads of the bench by Intel MKL: what arithmetic alone allows. */
package org.lowerbound.tools.bench.peers.mkl;
