package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.OrthogonalFactors;
import org.lowerbound.distribution.bijector.Sylvester;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Sylvester maps (van den Berg et al. 2018, eq. 13), all parameters from the encoder.
 *
 * @param length the number of maps
 * @param columns M, how many hyperbolic tangents a map has; all of the latents for {@code
 *     triangular}
 * @param orthogonal how the orthogonal factor Q is made
 * @param reflections the number of Householder reflections of {@code householder}
 */
public record SylvesterFlow(
    @Default("4") @Interval(min = 1, max = Counts.MOST_LAYERS) int length,
    @Default("8") @Interval(min = 1, max = Counts.MOST_UNITS) int columns,
    @Default("\"householder\"") OrthogonalFactor orthogonal,
    @Default("4") @Interval(min = 1, max = Counts.MOST_LAYERS) int reflections)
    implements Flow {
  /** How an orthogonal matrix is made of free parameters. */
  public enum OrthogonalFactor {
    /** The matrix nearest to one of free parameters, by iteration ("O-SNF"). */
    ORTHOGONAL,
    /** A product of reflections ("H-SNF"). */
    HOUSEHOLDER,
    /** The identity and the reversal of the order in turn, without parameters ("T-SNF"). */
    TRIANGULAR
  }

  /** Checks the arguments. */
  public SylvesterFlow {
    Layering.checkLength(length);
    Counts.checkPositive("columns", columns, Counts.MOST_UNITS);
    Counts.checkPositive("reflections", reflections, Counts.MOST_LAYERS);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    int width =
        orthogonal == OrthogonalFactor.TRIANGULAR ? dimension : Math.min(columns, dimension);
    return Layering.of(length, i -> layer(i, width, dimension));
  }

  private Parameterization<Bijector> layer(int i, int width, int dimension) {
    String prefix = "flow" + i + ".";
    int triangle = Sylvester.parameterCount(width);
    ImmutableList.Builder<Head> heads = ImmutableList.builder();
    heads.add(
        Layering.head(prefix + "outer", triangle),
        Layering.head(prefix + "inner", triangle),
        Layering.head(prefix + "b", width));
    switch (orthogonal) {
      case ORTHOGONAL ->
          heads.add(
              Layering.head(prefix + "q", Counts.product("latents x columns", dimension, width)));
      case HOUSEHOLDER -> {
        for (int r = 0; r < reflections; r++) {
          heads.add(Layering.head(prefix + "v" + r, dimension));
        }
      }
      case TRIANGULAR -> {}
    }
    return Parameterization.of(
        heads.build(),
        (tf, outputs) ->
            new Sylvester(
                factor(tf, i, outputs.subList(3, outputs.size()), dimension, width),
                outputs.get(0),
                outputs.get(1),
                outputs.get(2),
                width,
                dimension));
  }

  private Operand<TFloat32> factor(
      Ops tf, int i, List<Operand<TFloat32>> outputs, int rows, int width) {
    return switch (orthogonal) {
      case ORTHOGONAL ->
          OrthogonalFactors.orthogonal(
              tf, outputs.get(0), rows, width, OrthogonalFactors.ITERATIONS);
      case HOUSEHOLDER -> OrthogonalFactors.householder(tf, outputs, rows, width);
      case TRIANGULAR -> OrthogonalFactors.triangular(tf, rows, i % 2 == 1);
    };
  }
}
