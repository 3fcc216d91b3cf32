package org.lowerbound.tools.bench.peers.mkl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.mkl.global.mkl_rt;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.WorkloadProducts;
import org.lowerbound.tools.bench.gemm.BlasProducts;
import org.lowerbound.tools.bench.gemm.Gemm;
import org.lowerbound.tools.bench.gemm.MatrixProduct;
import org.lowerbound.tools.bench.peers.StepClock;

/**
 * How fast a step would be if it were its matrix products and nothing else, by Intel MKL's {@code
 * cblas_sgemm} on one thread.
 *
 * <p>What was checked: products, transposed and not, against sums in double. A second layout of the
 * weights, [out, in], was tried and was no faster.
 */
public final class MklGemmLoop implements Peer {
  /** Where MKL's description of itself has its version. */
  private static final Pattern NUMBER = Pattern.compile("Version ([0-9.]+)");

  /** More than MKL's longest description. */
  private static final int VERSION_LENGTH = 200;

  /** Makes the peer. Nothing is loaded until it is asked. */
  public MklGemmLoop() {}

  @Override
  public String name() {
    return "MKL products";
  }

  @Override
  public String version() {
    byte[] text = new byte[VERSION_LENGTH];
    mkl_rt.MKL_Get_Version_String(text, text.length);
    String description = new String(text, US_ASCII);
    Matcher number = NUMBER.matcher(description);
    return number.find() ? number.group(1) : description.strip();
  }

  @Override
  public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
    try (Gemm.Prepared products = prepare(WorkloadProducts.of(workload))) {
      return Optional.of(StepClock.examplesPerSecond(workload, duration, products::run));
    }
  }

  /** Returns the products ready to be made on one thread. */
  static Gemm.Prepared prepare(ImmutableList<MatrixProduct> products) {
    mkl_rt.MKL_Set_Num_Threads(1);
    return new BlasProducts(products, mkl_rt::cblas_sgemm);
  }
}
