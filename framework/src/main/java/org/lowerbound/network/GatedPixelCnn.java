package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The Gated PixelCNN (van den Oord et al. 2016, "Conditional image generation with PixelCNN
 * decoders", section 2): two stacks of convolutions, of which each output sees all values before
 * it.
 *
 * <p>The vertical stack sees all of the rows above; its first convolution leaves the pixel's own
 * row out, the others have it as their last. The horizontal stack sees its own row up to the pixel,
 * with mask A first and mask B then, and at each layer a linear function of the vertical one. Each
 * layer of each stack is gated, tanh(f) ⊙ σ(g), with f and g one convolution's; the horizontal one
 * has a linear map after it and, but for the first, its input added. What a layer sees of a context
 * is in f and g, eq. 4. Below the heads are a, a linear map of each pixel to {@code top} channels,
 * and a.
 *
 * @param features of each stack
 * @param layers how many
 * @param firstKernel the size of the first convolutions: {@code firstKernel} wide
 * @param kernel the size of the others
 * @param top the channels below the heads
 * @param activation a
 * @param dropout the rate at which single gated values of the horizontal stack are dropped in
 *     training
 * @param initializer the first weights; biases start at 0
 * @param context how a context is seen
 */
public record GatedPixelCnn(
    @Default("16") @Interval(min = 1, max = Counts.MOST_UNITS) int features,
    @Default("7") @Interval(min = 1, max = Counts.MOST_LAYERS) int layers,
    @Default("7") @Interval(min = 3, max = CausalKernels.MOST) int firstKernel,
    @Default("3") @Interval(min = 3, max = CausalKernels.MOST) int kernel,
    @Default("32") @Interval(min = 1, max = Counts.MOST_UNITS) int top,
    @Default("\"relu\"") Activation activation,
    @Default("0.0") @Interval(min = 0, below = 1) double dropout,
    @Default("\"glorot-uniform\"") Initializer initializer,
    @Default("\"per-channel\"") ContextPath context)
    implements CausalImageArchitecture {
  /** Checks the arguments. */
  public GatedPixelCnn {
    Counts.checkPositive("features", features, Counts.MOST_UNITS);
    Counts.checkPositive("layers", layers, Counts.MOST_LAYERS);
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

  /**
   * The two stacks' feature maps of some rows.
   *
   * @param vertical {@code [images, h, W, features]}, of the rows above
   * @param horizontal {@code [images, h, W, features]}, of the row itself, too
   */
  private record Stacks(Operand<TFloat32> vertical, Operand<TFloat32> horizontal) {}

  /** A layer of both stacks. */
  @FunctionalInterface
  private interface Step {
    Stacks of(Ops tf, Stacks below, Rows rows, Pass pass);
  }

  private CausalBody body(CausalMaker maker, String name) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i <= layers; i++) {
      steps.add(i == 1 ? first(maker, name + ".layer1") : next(maker, name + ".layer" + i));
    }
    CausalLayer activated = CausalLayer.of(activation.layer());
    CausalLayer last =
        CausalLayer.chain(activated, maker.pixelwise(name + ".top", features, top), activated);
    return (tf, rows, pass) -> {
      Operand<TFloat32> image = rows.image(tf, 0);
      Stacks stacks = new Stacks(image, image);
      for (Step step : steps) {
        stacks = step.of(tf, stacks, rows, pass);
      }
      return last.apply(tf, stacks.horizontal(), rows, pass);
    };
  }

  private Step first(CausalMaker maker, String name) {
    int above = firstKernel / 2;
    int channels = maker.image().channels();
    CausalConvolution vertical =
        maker.plain(name + ".vertical", above, firstKernel, channels, 2 * features);
    CausalConvolution horizontal = row(maker, name, firstKernel, maker.groups().of(channels), true);
    Gates gates = new Gates(maker, name);
    return (tf, below, rows, pass) -> {
      // The rows above alone: without the last.
      Operand<TFloat32> aboveOnly =
          tf.slice(
              rows.image(tf, above),
              tf.array(0, 0, 0, 0),
              tf.array(-1, above + rows.height() - 1, -1, -1));
      Operand<TFloat32> v = vertical.apply(tf, aboveOnly, pass);
      Operand<TFloat32> h = horizontal.apply(tf, below.horizontal(), pass);
      return gates.of(tf, v, h, rows, pass);
    };
  }

  private Step next(CausalMaker maker, String name) {
    CausalConvolution vertical =
        maker.plain(name + ".vertical", kernel / 2 + 1, kernel, features, 2 * features);
    RowMemory.Strip strip = maker.memory().strip(kernel / 2, maker.image().withChannels(features));
    CausalConvolution horizontal = row(maker, name, kernel, maker.groups().of(features), false);
    Gates gates = new Gates(maker, name);
    return (tf, below, rows, pass) -> {
      Operand<TFloat32> v = vertical.apply(tf, rows.withAbove(tf, strip, below.vertical()), pass);
      Operand<TFloat32> h = horizontal.apply(tf, below.horizontal(), pass);
      Stacks gated = gates.of(tf, v, h, rows, pass);
      return new Stacks(gated.vertical(), tf.math.add(below.horizontal(), gated.horizontal()));
    };
  }

  /** Makes a convolution of a pixel and those on its left. */
  private CausalConvolution row(
      CausalMaker maker, String name, int size, ImmutableIntArray in, boolean strict) {
    int left = size / 2;
    ImmutableIntArray out = halves(maker.groups());
    return new CausalConvolution(
        maker.weights(name + ".horizontal", 1, left + 1, in.length(), out.length()),
        Optional.of(new KernelMask(1, left + 1, left, in, out, strict)),
        left,
        0);
  }

  /** Returns the groups of f and of g. */
  private ImmutableIntArray halves(ChannelGroups groups) {
    ImmutableIntArray half = groups.of(features);
    return ImmutableIntArray.builder(2 * features).addAll(half).addAll(half).build();
  }

  /** What follows the convolutions of a layer. */
  private final class Gates {
    private final String name;
    private final CausalLayer afterVertical;
    private final CausalConvolution across;
    private final CausalLayer afterHorizontal;
    private final CausalLayer out;

    Gates(CausalMaker maker, String name) {
      this.name = name;
      this.afterVertical = maker.after(name + ".vertical", 2 * features);
      this.across = maker.plain(name + ".across", 1, 1, 2 * features, 2 * features);
      this.afterHorizontal = maker.after(name + ".horizontal", 2 * features);
      this.out = maker.pixelwise(name + ".out", features, features);
    }

    Stacks of(
        Ops tf, Operand<TFloat32> vertical, Operand<TFloat32> horizontal, Rows rows, Pass pass) {
      Operand<TFloat32> v = afterVertical.apply(tf, vertical, rows, pass);
      Operand<TFloat32> h =
          afterHorizontal.apply(tf, tf.math.add(horizontal, across.apply(tf, v, pass)), rows, pass);
      Operand<TFloat32> gated = new Dropout(name, dropout).apply(tf, gate(tf, h), pass);
      return new Stacks(gate(tf, v), out.apply(tf, gated, rows, pass));
    }

    private Operand<TFloat32> gate(Ops tf, Operand<TFloat32> both) {
      List<? extends Operand<TFloat32>> halves = tf.split(tf.constant(3), both, 2L).output();
      return tf.math.mul(tf.math.tanh(halves.get(0)), tf.math.sigmoid(halves.get(1)));
    }
  }
}
