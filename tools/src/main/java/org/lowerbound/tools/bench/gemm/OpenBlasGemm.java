package org.lowerbound.tools.bench.gemm;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

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
    return new BlasProducts(products, OpenBlasGemm::multiply);
  }

  private static void multiply(MatrixProduct product, BlasProducts.Operands operands) {
    cblas_sgemm(
        CblasRowMajor,
        product.transposeLeft() ? CblasTrans : CblasNoTrans,
        product.transposeRight() ? CblasTrans : CblasNoTrans,
        product.rows(),
        product.columns(),
        product.inner(),
        1f,
        operands.left(),
        product.left().columns(),
        operands.right(),
        product.right().columns(),
        0f,
        operands.result(),
        product.columns());
  }
}
