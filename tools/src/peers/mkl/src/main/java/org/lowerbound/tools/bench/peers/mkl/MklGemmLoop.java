package org.lowerbound.tools.bench.peers.mkl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.mkl.global.mkl_rt;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.peers.StepClock;

/**
 * How fast a step would be if it were its matrix products and nothing else, by Intel MKL's {@code
 * cblas_sgemm} on one thread: the forward products, and for training the gradients of all weights
 * and of all layers' inputs but the images.
 *
 * <p>The products feed one another as in the model, from memory that is allocated once. Weights are
 * tried as [in, out] and as [out, in], as either is faster on some processor, and the better rate
 * counts. Evaluation encodes once and decodes its draws by 1000.
 *
 * <p>What was checked: products in both layouts against sums in double, and each workload's number
 * of multiplications against the formula.
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
    mkl_rt.MKL_Set_Num_Threads(1);
    return Stream.of(false, true)
        .map(transposed -> StepProducts.of(workload, transposed))
        .map(products -> rate(workload, duration.dividedBy(2), products))
        .max(Double::compare);
  }

  private static double rate(Workload workload, Duration duration, List<Product> products) {
    return StepClock.examplesPerSecond(workload, duration, () -> products.forEach(Product::run));
  }
}
