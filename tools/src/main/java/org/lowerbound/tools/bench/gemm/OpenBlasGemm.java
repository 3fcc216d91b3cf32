package org.lowerbound.tools.bench.gemm;

import com.google.common.collect.ImmutableList;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS, by the interface that it shares with other libraries. */
public final class OpenBlasGemm implements Gemm {
  @Override
  public String name() {
    return "OpenBLAS";
  }

  @Override
  public String version() {
    return openblas_nolapack.OPENBLAS_VERSION.replace("OpenBLAS", "").strip();
  }

  @Override
  public Prepared prepare(ImmutableList<MatrixProduct> products) {
    Loader.load(openblas_nolapack.class); // The number of threads is set in what is loaded.
    openblas_nolapack.blas_set_num_threads(1);
    return new BlasProducts(products, openblas_nolapack::cblas_sgemm);
  }
}
