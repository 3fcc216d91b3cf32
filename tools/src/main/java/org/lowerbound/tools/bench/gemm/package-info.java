/** The products of matrices in a workload, and the libraries that can make them. */
package org.lowerbound.tools.bench.gemm;
