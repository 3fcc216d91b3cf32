package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.model.Ability;
import org.lowerbound.numeric.Entropy;
import org.lowerbound.spec.TypeNames;
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
            "exp(entropy) of the codes' relative frequencies over the examples; too low by the"
                + " factor 1 - (codes that occur - 1) / (2 codes drawn) or so"),
        new Column(
            "codes-used",
            "codes",
            Better.NEITHER,
            "Codes that occur at all, at least; more may among more examples"));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Code posterior =
        graph
            .modelWith(Ability.ENCODING, TypeNames.of(this))
            .encode(tf, graph.observations(), graph.pass());
    checkArgument(
        posterior instanceof Quantized,
        "perplexity counts the codes of a codebook, and the posterior %s has none;"
            + " vector-quantized has",
        TypeNames.of(posterior));
    Quantized quantized = (Quantized) posterior;
    Operand<TFloat32> indices =
        tf.dtypes.cast(quantized.quantization().indices(), TFloat32.class); // [B, G]
    return runner -> {
      int[][] codes = new int[runner.count()][];
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            float[] values = runner.run(rows, 0, ImmutableList.of(indices)).get(0);
            int groups = values.length / rows.length;
            for (int b = 0; b < rows.length; b++) {
              codes[rows[b]] = new int[groups];
              for (int g = 0; g < groups; g++) {
                codes[rows[b]][g] = (int) values[b * groups + g];
              }
            }
          });
      return numbers(codes, quantized.quantizer().codes());
    };
  }

  /**
   * Returns the numbers.
   *
   * @param codes {@code [count][groups]}
   * @param size the number of codes that there are
   */
  static ImmutableMap<String, Estimate> numbers(int[][] codes, int size) {
    long[] counts = new long[size];
    for (int[] ofExample : codes) {
      for (int code : ofExample) {
        counts[code]++;
      }
    }
    double perplexity = perplexity(counts);
    return ImmutableMap.of(
        "perplexity",
        new Estimate(perplexity, standardError(codes, counts, perplexity), codes.length),
        "codes-used",
        Estimate.exact((double) Arrays.stream(counts).filter(c -> c > 0).count(), codes.length));
  }

  /**
   * Returns the standard error over examples, whose codes need not be independent: to first order
   * the entropy varies as the mean over examples of −log p does, and its exponential by so much
   * times itself.
   */
  private static OptionalDouble standardError(int[][] codes, long[] counts, double perplexity) {
    double total = (double) Arrays.stream(counts).sum();
    Estimate entropy =
        Estimate.meanOf(
            Arrays.stream(codes)
                .mapToDouble(
                    ofExample ->
                        Arrays.stream(ofExample)
                            .mapToDouble(code -> -Math.log(counts[code] / total))
                            .average()
                            .orElse(0))
                .toArray());
    return entropy.standardError().isPresent()
        ? OptionalDouble.of(perplexity * entropy.standardError().getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns exp(−Σ p log p) for p proportional to counts. */
  static double perplexity(long... counts) {
    return Math.exp(Entropy.ofCounts(counts));
  }
}
