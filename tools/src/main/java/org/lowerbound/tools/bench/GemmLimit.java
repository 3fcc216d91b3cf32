package org.lowerbound.tools.bench;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.math.Quantiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.lowerbound.experiment.console.NativeFolder;
import org.lowerbound.natives.NativeLog;
import org.lowerbound.tools.bench.gemm.Gemm;
import org.lowerbound.tools.bench.gemm.GemmClock;
import org.lowerbound.tools.bench.gemm.MatrixProduct;

/** The rate that the matrix products of a workload alone allow, by each library at hand. */
final class GemmLimit implements AutoCloseable {
  private static final Duration DURATION = Duration.ofMillis(700);

  private final Workload workload;
  private final ImmutableList<MatrixProduct> products;
  private final Map<String, Gemm.Prepared> prepared = new LinkedHashMap<>();
  private final List<ImmutableMap<String, Double>> rates = new ArrayList<>();

  GemmLimit(Workload workload) {
    this.workload = workload;
    this.products = WorkloadProducts.of(workload);
    for (Gemm library : libraries()) {
      // A native library that is loaded out of a shaded jar complains of a missing version.
      NativeFolder.loading(
          () -> NativeLog.quietly(() -> prepared.put(library.name(), library.prepare(products))));
    }
  }

  /** Returns the libraries on the class path. */
  static ImmutableList<Gemm> libraries() {
    return ImmutableList.copyOf(ServiceLoader.load(Gemm.class));
  }

  /**
   * Measures.
   *
   * @param check called again and again; may throw to stop
   * @return the examples per second of each library
   */
  ImmutableMap<String, Double> measure(Runnable check) {
    ImmutableMap<String, Double> now =
        prepared.entrySet().stream()
            .collect(
                toImmutableMap(
                    Map.Entry::getKey,
                    entry ->
                        workload.batch() / GemmClock.seconds(entry.getValue(), DURATION, check)));
    rates.add(now);
    return now;
  }

  /** Returns the median over all measurements of a library's examples per second. */
  double median(String library) {
    return Quantiles.median().compute(rates.stream().map(rate -> rate.get(library)).toList());
  }

  /** Returns the library whose median is the highest. */
  String best() {
    return Maps.asMap(prepared.keySet(), this::median).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  /** Returns the multiplications and additions for one example. */
  double operationsPerExample() {
    return (double) WorkloadProducts.operations(products) / workload.batch();
  }

  /** Returns the limit between two measurements: the best library's mean rate. */
  static double between(ImmutableMap<String, Double> before, ImmutableMap<String, Double> after) {
    return before.entrySet().stream()
        .mapToDouble(rate -> (rate.getValue() + after.get(rate.getKey())) / 2)
        .max()
        .orElseThrow();
  }

  @Override
  public void close() {
    prepared.values().forEach(Gemm.Prepared::close);
  }
}
