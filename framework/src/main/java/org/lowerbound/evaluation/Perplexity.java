package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Quantized;
import org.lowerbound.evaluation.Column.Better;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How many codes of a codebook are in use: exp of the entropy of their relative frequencies over a
 * split (van den Oord et al. 2017), from 1 to the number of codes, and how many occur at all.
 */
public record Perplexity() implements Metric {
  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            "perplexity",
            "codes",
            Better.NEITHER,
            "exp(entropy) of the codes' relative frequencies over the examples"),
        new Column("codes-used", "codes", Better.NEITHER, "Codes that occur at all"));
  }

  @Override
  public Measurement build(Ops tf, EvaluationGraph graph) {
    Distribution posterior =
        graph.model().posterior().given(tf, graph.observations(), graph.pass());
    checkArgument(
        posterior instanceof Quantized,
        "perplexity counts the codes of a codebook, and the posterior %s has none;"
            + " vector-quantized has",
        posterior.getClass().getSimpleName());
    Quantized quantized = (Quantized) posterior;
    Operand<TFloat32> indices =
        tf.dtypes.cast(quantized.quantization().indices(), TFloat32.class); // [B, G]
    return runner -> {
      long[] counts = new long[quantized.quantizer().codes()];
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            for (float code : runner.run(rows, 0, ImmutableList.of(indices)).get(0)) {
              counts[(int) code]++;
            }
          });
      return ImmutableMap.of(
          "perplexity", Estimate.exact(perplexity(counts), runner.count()),
          "codes-used",
              Estimate.exact(
                  (double) Arrays.stream(counts).filter(c -> c > 0).count(), runner.count()));
    };
  }

  /** Returns exp(−Σ p log p) for p proportional to counts. */
  static double perplexity(long... counts) {
    double total = (double) Arrays.stream(counts).sum();
    double entropy = 0;
    for (long count : counts) {
      entropy -= count > 0 ? count / total * Math.log(count / total) : 0;
    }
    return Math.exp(entropy);
  }
}
