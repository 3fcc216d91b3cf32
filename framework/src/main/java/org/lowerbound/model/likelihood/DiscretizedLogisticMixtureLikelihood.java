package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.levels.DiscretizedLogisticColorMixture;
import org.lowerbound.distribution.levels.DiscretizedLogisticMixture;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.CouplesChannels;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(x | z): mixtures of discretized logistic distributions on the 256 grey levels (Salimans et al.
 * 2017). The three channels of a colour pixel share the weights of their mixture, and a channel's
 * centres depend on the channels before it; other values have a mixture each.
 *
 * <p>The decoder has the heads {@code logits}, {@code loc} and {@code logScale}, each {@code [H, W,
 * C·M]} with the M components of a value as neighbours. For {@code [H, W, 3]} the logits are {@code
 * [H, W, M]}, one set for a pixel, and a fourth head {@code coefficients}, {@code [H, W, 3·M]}, has
 * α of all components, then β, then γ.
 *
 * @param components M
 * @param initialScale the scale of all components before training, in units of the values in [0, 1]
 * @param outputBias where the bias of the centres starts; {@link OutputBias#DATA_MEAN} is the
 *     training mean for all components, which the first weights tell apart
 */
public record DiscretizedLogisticMixtureLikelihood(
    @Default("5") @Interval(min = 1, max = Counts.MOST_UNITS) int components,
    @Default("0.1") double initialScale,
    @Default("\"data-mean\"") OutputBias outputBias)
    implements CouplesChannels {
  private static final int COLOURS = 3;

  /** Checks the arguments. */
  public DiscretizedLogisticMixtureLikelihood {
    Counts.checkPositive("components", components, Counts.MOST_UNITS);
    Checks.initial(initialScale, "initialScale");
  }

  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.GREY_LEVELS.check("discretized-logistic-mixture", kind);
  }

  @Override
  public boolean couplesChannels(Shape observed) {
    return observed.numDimensions() == 3 && observed.get(2) == COLOURS;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    Shape shape = observed.shape();
    Shape perComponent = Levels.times(shape, components);
    Initializer centres =
        switch (outputBias) {
          case ZEROS -> new Zeros();
          case DATA_MEAN -> new Fill(repeated(observed.mean()));
        };
    Head loc = new Head("loc", perComponent, centres);
    Head logScale =
        new Head(
            "logScale", perComponent, Fill.of(Math.log(initialScale), (int) perComponent.size()));
    if (couplesChannels(shape)) {
      Shape perPixel = Shape.of(shape.get(0), shape.get(1), components);
      return Parameterization.of(
          ImmutableList.of(
              new Head("logits", perPixel, new Zeros()),
              loc,
              logScale,
              new Head("coefficients", perComponent, new Zeros())),
          (tf, outputs) -> colour(tf, outputs, observed));
    }
    return Parameterization.of(
        ImmutableList.of(new Head("logits", perComponent, new Zeros()), loc, logScale),
        (tf, outputs) -> independent(tf, outputs, observed));
  }

  private Distribution independent(
      Ops tf, ImmutableList<Operand<TFloat32>> outputs, ObservedData observed) {
    int dimension = observed.dimension();
    return new DiscretizedLogisticMixture(
        split(tf, outputs.get(0), dimension, components),
        split(tf, outputs.get(1), dimension, components),
        DiagonalNormal.bounded(tf, split(tf, outputs.get(2), dimension, components)),
        Levels.of(observed.kind()),
        dimension);
  }

  private Distribution colour(
      Ops tf, ImmutableList<Operand<TFloat32>> outputs, ObservedData observed) {
    int pixels = observed.dimension() / COLOURS;
    return new DiscretizedLogisticColorMixture(
        split(tf, outputs.get(0), pixels, components),
        split(tf, outputs.get(1), pixels, COLOURS, components),
        DiagonalNormal.bounded(tf, split(tf, outputs.get(2), pixels, COLOURS, components)),
        split(tf, outputs.get(3), pixels, COLOURS, components),
        Levels.of(observed.kind()),
        pixels);
  }

  private static Operand<TFloat32> split(Ops tf, Operand<TFloat32> output, int... axes) {
    return Shapes.withLeadingAxesOf(tf, output, output, axes);
  }

  private ImmutableDoubleArray repeated(ImmutableDoubleArray mean) {
    ImmutableDoubleArray.Builder values =
        ImmutableDoubleArray.builder(
            Counts.product("values of an observation x components", mean.length(), components));
    mean.forEach(
        value -> {
          for (int m = 0; m < components; m++) {
            values.add(value);
          }
        });
    return values.build();
  }
}
