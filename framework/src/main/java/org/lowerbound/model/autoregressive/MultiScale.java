package org.lowerbound.model.autoregressive;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.CausalConditional;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.CausalImageArchitecture;
import org.lowerbound.network.Enlarged;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * An autoregressive model of images at two scales (the Multi-Scale PixelRNN of van den Oord et al.
 * 2016, section 3.6): a network without a context for the small image x_s, every s-th pixel of
 * every s-th row, and one for the whole that sees the small image, enlarged, at each pixel.
 *
 * <p>The pixels of x_s are pixels of x. So the two make one exact density, whose pixels come in
 * another order, first those of the grid and then the rest:
 *
 * <p>log p(x) = log p(x_s) + Σ log p(xᵢ | x_s, x before i), over i not in the grid.
 *
 * <p>The outputs for pixels of the grid are not looked at. Both networks are of one description.
 *
 * @param network the parameters of a value's distribution as a function of the values before it
 * @param scale s
 * @param features of the maps that the small image becomes
 * @param layers how many convolutions it goes through before it is enlarged
 * @param likelihood the distribution of a value
 * @param conditional whether it is p(x | y) for the label y of an observation, which the networks
 *     of both scales see, one-hot; it needs a data set with labels
 */
public record MultiScale(
    CausalImageArchitecture network,
    @Default("2") @Interval(min = 2, max = MOST_SCALE) int scale,
    @Default("16") @Interval(min = 1, max = Counts.MOST_UNITS) int features,
    @Default("1") @Interval(min = 0, max = Counts.MOST_LAYERS) int layers,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood,
    @Default("false") boolean conditional)
    implements ModelSpec {
  private static final int MOST_SCALE = 64;
  private static final String NAME = "network";
  private static final String SMALL = "small.";
  private static final String WHO = "the model multi-scale with \"conditional\": true";

  /** Checks the arguments. */
  public MultiScale {
    checkArgument(
        scale >= 2 && scale <= MOST_SCALE,
        "scale must be from 2 to %s but is %s",
        MOST_SCALE,
        scale);
    Counts.checkPositive("features", features, Counts.MOST_UNITS);
    Counts.checkNotNegative("layers", layers, Counts.MOST_LAYERS);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    Shape shape = observed.shape();
    checkArgument(
        shape.numDimensions() == 3,
        "the model multi-scale is one of images [height, width, channels], but an observation has"
            + " shape %s; the model autoregressive works",
        shape);
    checkArgument(
        scale <= Math.max(shape.get(0), shape.get(1)),
        "the model multi-scale with \"scale\": %s has one pixel in its small image of %s; less, or"
            + " the model autoregressive works",
        scale,
        shape);
    return CausalConditional.checkFits(likelihood, observed);
  }

  @Override
  public Model build(ModelScope scope) {
    ObservedData observed = scope.observed();
    checkFits(observed);
    if (conditional) {
      observed.checkLabeled(WHO);
    }
    int classes = conditional ? observed.classes() : 0;
    PixelGrid grid = new PixelGrid(observed.shape(), scale);
    CausalConditional small =
        CausalConditional.create(
            network,
            likelihood,
            scope.of(observedOf(grid, observed)).withNames(SMALL),
            NAME,
            classes);
    Enlarged path = new Enlarged(grid.small(), scale, features, layers, classes);
    CausalConditional large =
        CausalConditional.create(
            (parameters, name, shape, contextSize, order, heads) ->
                network.causal(parameters, name, shape, contextSize, path, order, heads),
            likelihood,
            scope,
            NAME,
            (int) grid.small().size() + classes);
    return new MultiScaleModel(
        grid,
        pass -> small.given(AutoregressiveModel.labels(conditional, pass, WHO), pass),
        (tf, image, pass) ->
            large.given(
                Optional.of(
                    AutoregressiveModel.labels(conditional, pass, WHO)
                        .map(labels -> Shapes.joined(tf, image, labels))
                        .orElse(image)),
                pass),
        grid.places(large.valuesOfPlace()),
        observed.units());
  }

  /** Returns what the small images are; units matter for the whole alone. */
  private static ObservedData observedOf(PixelGrid grid, ObservedData observed) {
    return new ObservedData(
        grid.small(),
        observed.kind(),
        ImmutableDoubleArray.copyOf(
            grid.values().stream().mapToDouble(value -> observed.mean().get(value))),
        0);
  }
}
