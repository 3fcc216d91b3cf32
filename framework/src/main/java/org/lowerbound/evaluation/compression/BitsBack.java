package org.lowerbound.evaluation.compression;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lowerbound.compression.BitsBackCoder;
import org.lowerbound.compression.EqualMassBins;
import org.lowerbound.compression.PngSize;
import org.lowerbound.compression.RansStack;
import org.lowerbound.compression.StreamSizes;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The bits that examples take in a real code: bits back with asymmetric numeral systems (Townsend,
 * Bird and Barber 2019), whose mean length is the negative ELBO and what rounding adds. The code is
 * written, read again and compared. Beside it the sizes of the same examples as PNG, a file each
 * with all that a file needs, and as one stream under gzip, bzip2 and xz; they do not depend on the
 * model.
 *
 * <p>All are bits for each value of an example. The starting bits, random ones that the first
 * latents are chosen by, are not charged: they are there again when the code is read. A finding
 * tells how many there were.
 *
 * @param examples how many, evenly spread over the split; all if there are no more
 * @param latentBits a real latent is rounded to one of 2^this bins of equal mass under its prior
 */
public record BitsBack(
    @Default("200") @Interval(min = 1, max = Counts.MOST_UNITS) int examples,
    @Default("10") @Interval(min = 1, max = EqualMassBins.MOST_BITS) int latentBits)
    implements Metric {
  private static final String RATE = "bits-back-rate";
  private static final String PNG = "png";
  private static final String GZIP = "gzip";
  private static final String BZIP2 = "bzip2";
  private static final String XZ = "xz";

  /** Of the starting bits; their values do not matter. */
  private static final long SEED = 0;

  /** Checks the arguments. */
  public BitsBack {
    Counts.checkPositive("examples", examples, Counts.MOST_UNITS);
    Counts.checkPositive("latentBits", latentBits, EqualMassBins.MOST_BITS);
  }

  @Override
  public ImmutableList<Column> columns() {
    return Stream.concat(
            Stream.of(
                column(
                    RATE,
                    "Bits of a bits-back code of %d examples, without its starting bits"
                        .formatted(examples))),
            Stream.of(PNG, GZIP, BZIP2, XZ)
                .map(
                    name ->
                        column(
                            name,
                            "Bits of the same examples as %s"
                                .formatted(
                                    name.equals(PNG)
                                        ? "PNG files"
                                        : "one stream that %s compresses".formatted(name)))))
        .collect(ImmutableList.toImmutableList());
  }

  private static Column column(String name, String description) {
    return new Column(name, "bits/value", Better.LOWER, description);
  }

  @Override
  public void checkFits(Dataset dataset) {
    new ValueLevels(dataset.observedKind());
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    BitsBackNodes nodes =
        BitsBackNodes.build(
            tf,
            graph.model(),
            graph.observations(),
            graph.dataset().observedKind(),
            graph.noise().apply("bits-back"),
            graph.pass(),
            latentBits,
            TypeNames.of(this));
    PngSize png = new PngSize(graph.dataset().observationShape(), nodes.levels().bits());
    return runner -> measure(runner, graph, nodes, png);
  }

  private ImmutableMap<String, Estimate> measure(
      SplitRunner runner, EvaluationScope graph, BitsBackNodes nodes, PngSize png) {
    int[] rows = Batches.spread(runner.count(), examples);
    int dimension = nodes.dimension();
    int[][] symbols = new int[rows.length][];
    double[] rates = new double[rows.length];
    double[] files = new double[rows.length];
    RansStack message = RansStack.starting(SEED);
    for (int i = 0; i < rows.length; i++) {
      float[] values =
          runner.run(new int[] {rows[i]}, 0, ImmutableList.of(graph.observations())).get(0);
      symbols[i] = nodes.levels().symbols(values, 0, dimension);
      double before = message.netBits();
      new BitsBackCoder(nodes.on(runner, rows[i])).append(message, symbols[i]);
      rates[i] = (message.netBits() - before) / dimension;
      files[i] = 8.0 * png.fileBytes(symbols[i]) / dimension;
      runner.progress(i + 1);
    }
    int starting = message.startingWords();
    checkRead(message, runner, nodes, rows, symbols);
    runner.keep("row", Arrays.stream(rows).asDoubleStream().toArray());
    runner.keep(RATE, rates);
    StreamSizes sizes = StreamSizes.of(Arrays.asList(symbols), nodes.levels().bits());
    double perByte = 8.0 / rows.length / dimension;
    return ImmutableMap.of(
        RATE,
        Estimate.meanOf(rates)
            .saying(
                List.of(
                    "%d starting bits are not charged, %.2g for each value."
                        .formatted(32 * starting, 32.0 * starting / rows.length / dimension))),
        PNG,
        Estimate.meanOf(files),
        GZIP,
        Estimate.exact(sizes.gzip() * perByte, rows.length),
        BZIP2,
        Estimate.exact(sizes.bzip2() * perByte, rows.length),
        XZ,
        Estimate.exact(sizes.xz() * perByte, rows.length));
  }

  /** A length is none of a code that cannot be read. */
  private static void checkRead(
      RansStack message, SplitRunner runner, BitsBackNodes nodes, int[] rows, int[][] symbols) {
    int starting = message.startingWords();
    for (int i = rows.length - 1; i >= 0; i--) {
      checkState(
          Arrays.equals(new BitsBackCoder(nodes.on(runner, rows[i])).pop(message), symbols[i]),
          "the code of example %s gives another image when it is read",
          rows[i]);
    }
    checkState(
        message.holdsOnlyStartingBits(SEED, starting),
        "the starting bits of the code are others when it is read");
  }
}
