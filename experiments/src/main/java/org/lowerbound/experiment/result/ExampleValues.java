package org.lowerbound.experiment.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.lowerbound.data.Split;
import org.lowerbound.data.file.NpzFile;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;
import org.lowerbound.evaluation.BitsPerDimension;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ObservedData;

/**
 * What a trial keeps of each example: the values that a number of its result is the mean of, in the
 * order of the split's examples.
 */
public final class ExampleValues {
  /** As far as two ways to add the same doubles may be apart, relative to their size. */
  private static final double ROUNDING = 1e-9;

  private ExampleValues() {}

  /**
   * Returns the value of each example.
   *
   * <p>None if the metric keeps none, the file is of the metric with other settings, or the number
   * is no mean of what is kept.
   *
   * @param trialFolder the trial's
   * @param result its result
   * @param column the number's column, with the split's name
   * @throws ResultException if a file is damaged
   */
  public static Optional<double[]> of(Path trialFolder, TrialResult result, String column) {
    Split split = EvaluationSpec.splitOf(column);
    String name = column.substring(EvaluationSpec.qualified(split, "").length());
    String array = MetricColumns.asDeclared(BitsPerDimension.natsOf(name).orElse(name));
    return result.measured().stream()
        .filter(measured -> measured.numbers().containsKey(column))
        .findFirst()
        .flatMap(
            measured ->
                TrialFiles.exampleNames(trialFolder).stream()
                    .filter(metric -> EvaluationSpec.splitOf(metric) == split)
                    .map(metric -> TrialFiles.examples(trialFolder, metric))
                    .filter(file -> isOf(file, measured.id()))
                    .flatMap(file -> read(file, array).stream())
                    .flatMap(
                        values ->
                            BitsPerDimension.natsOf(name).isEmpty()
                                ? Stream.of(values)
                                : inBits(values, trialFolder, result))
                    .filter(values -> isMeanOf(measured.numbers().get(column), values))
                    .findFirst());
  }

  /**
   * Returns log-likelihoods, and negative ones, in bits per dimension: which they are is not kept.
   */
  private static Stream<double[]> inBits(double[] nats, Path trialFolder, TrialResult result) {
    Path file = TrialFiles.observed(trialFolder);
    Optional<BitsPerDimension> bits =
        Files.isRegularFile(file)
            ? result
                .provenance()
                .measure()
                .flatMap(measure -> bits(measure, TrainingData.read(file).observed()))
            : Optional.empty();
    return bits.stream()
        .flatMap(
            b ->
                Stream.of(
                    Arrays.stream(nats).map(b::ofCodeLength).toArray(),
                    Arrays.stream(nats).map(value -> b.ofCodeLength(-value)).toArray()));
  }

  private static Optional<BitsPerDimension> bits(LikelihoodKind measure, ObservedData observed) {
    return BitsPerDimension.of(measure, observed.kind(), Math.toIntExact(observed.shape().size()));
  }

  private static boolean isOf(Path file, String id) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return id.equals(zip.getComment());
    } catch (IOException e) {
      throw new ResultException(
          "%s is damaged: %s; the runner makes it again with --fresh"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Optional<double[]> read(Path file, String name) {
    try (NpzFile arrays = NpzFile.open(file)) {
      if (!arrays.arrays().containsKey(name)) {
        return Optional.empty();
      }
      NumericArray array = arrays.read(Optional.of(name)).numbers();
      return Optional.of(LongStream.range(0, array.size()).mapToDouble(array::value).toArray());
    } catch (DataException e) {
      throw new ResultException(e.getMessage(), e);
    }
  }

  private static boolean isMeanOf(Estimate number, double[] values) {
    if (number.n() != values.length) {
      return false;
    }
    double size = Arrays.stream(values).map(Math::abs).sum() / values.length;
    double mean = Arrays.stream(values).sum() / values.length;
    return Math.abs(mean - number.value()) <= ROUNDING * size;
  }
}
