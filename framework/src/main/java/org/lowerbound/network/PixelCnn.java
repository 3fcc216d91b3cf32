package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * PixelCNN (van den Oord et al. 2016, "Pixel recurrent neural networks", section 3.5 and table 1):
 * a masked convolution of the image, residual blocks of masked convolutions, and linear functions
 * of each pixel's features.
 *
 * <p>With h features: a convolution with mask A to 2h channels; blocks x + W₃ a(W₂ ∗ a(W₁ a(x))),
 * with W₁ from 2h to h channels and W₃ back at each pixel, and W₂ a convolution with mask B; a, a
 * linear map of each pixel to {@code top} channels, a, and the heads. Channels that come in turn
 * split all features into as many groups, of which the masks leave each what it may see.
 *
 * <p>It has a blind spot: what it sees of the rows above grows by as much to the right as upwards,
 * so that the pixels in a wedge at the right have no part in an output, however many blocks there
 * are. {@link GatedPixelCnn} has none.
 *
 * @param features h
 * @param blocks how many
 * @param firstKernel height and width of the first convolution
 * @param kernel height and width of those of the blocks
 * @param top the channels below the heads
 * @param activation a
 * @param dropout the rate at which single values before W₃ are dropped in training
 * @param initializer the first weights; biases start at 0
 * @param context how a context is seen
 */
public record PixelCnn(
    @Default("16") @Interval(min = 1, max = Counts.MOST_UNITS) int features,
    @Default("7") @Interval(min = 0, max = Counts.MOST_LAYERS) int blocks,
    @Default("7") @Interval(min = 3, max = CausalKernels.MOST) int firstKernel,
    @Default("3") @Interval(min = 3, max = CausalKernels.MOST) int kernel,
    @Default("32") @Interval(min = 1, max = Counts.MOST_UNITS) int top,
    @Default("\"relu\"") Activation activation,
    @Default("0.0") @Interval(min = 0, below = 1) double dropout,
    @Default("\"glorot-uniform\"") Initializer initializer,
    @Default("\"per-channel\"") ContextPath context)
    implements CausalImageArchitecture {
  /** Checks the arguments. */
  public PixelCnn {
    Counts.checkPositive("features", features, Counts.MOST_UNITS);
    Counts.checkNotNegative("blocks", blocks, Counts.MOST_LAYERS);
    CausalKernels.check("firstKernel", firstKernel);
    CausalKernels.check("kernel", kernel);
    Counts.checkPositive("top", top, Counts.MOST_UNITS);
    Dropout.checkRate(dropout);
  }

  @Override
  public CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ContextPath path,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    return CausalImageNetwork.create(
        parameters,
        name,
        observed,
        contextSize,
        path,
        order,
        heads,
        initializer,
        maker -> new CausalImageNetwork.Layers(body(maker, name), top));
  }

  private CausalBody body(CausalMaker maker, String name) {
    CausalBody first = maker.first(name + ".first", firstKernel, 2 * features);
    List<CausalLayer> all = new ArrayList<>();
    for (int i = 1; i <= blocks; i++) {
      all.add(block(maker, name + ".block" + i));
    }
    CausalLayer activated = CausalLayer.of(activation.layer());
    CausalLayer last =
        CausalLayer.chain(activated, maker.pixelwise(name + ".top", 2 * features, top), activated);
    return (tf, rows, pass) -> {
      Operand<TFloat32> x = first.of(tf, rows, pass);
      for (CausalLayer block : all) {
        x = block.apply(tf, x, rows, pass);
      }
      return last.apply(tf, x, rows, pass);
    };
  }

  private CausalLayer block(CausalMaker maker, String name) {
    CausalLayer activated = CausalLayer.of(activation.layer());
    ChannelGroups groups = maker.groups();
    CausalLayer residual =
        CausalLayer.chain(
            activated,
            maker.pixelwise(name + ".in", 2 * features, features),
            activated,
            maker.convolution(name + ".conv", kernel, features, features),
            activated,
            CausalLayer.of(new Dropout(name, dropout)),
            maker.pixelwise(name + ".out", groups.of(features), groups.of(2 * features)));
    CausalLayer bias =
        CausalLayer.of(Bias.create(maker.parameters(), name + ".out", 2 * features, new Zeros()));
    // The bias after the sum: TensorFlow's optimiser fails, if loudly only, to join a convolution,
    // its bias, a sum and an activation where the sum has another use.
    return (tf, x, rows, pass) ->
        bias.apply(tf, tf.math.add(x, residual.apply(tf, x, rows, pass)), rows, pass);
  }
}
