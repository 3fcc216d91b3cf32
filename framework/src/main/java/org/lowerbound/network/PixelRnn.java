package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * A PixelRNN (van den Oord et al. 2016, section 3 and table 1), for images: a convolution with mask
 * A to 2h features; recurrent layers, each with a 1 × 1 convolution with mask B back to 2h
 * features, which are added to its input; then twice a rectifier and a 1 × 1 convolution with mask
 * B, the last to the heads.
 *
 * <p>With {@link Cell#DIAGONAL_BILSTM} the outputs for a pixel see all pixels before it. For that,
 * the image gets a column of zeros on its right, which the paper does not have: mask A hides the
 * last pixel of a row from all features of its row, so that the left of the next row would never
 * see it. With {@link Cell#ROW_LSTM} they see a triangle of the pixels before. Where channels come
 * in turn, features are split into as many groups of neighbours as there are channels. A context is
 * a bias of all gates.
 *
 * @param cell the recurrent layers
 * @param layers how many of them
 * @param units h
 * @param firstKernel height and width of the first convolution, odd
 * @param kernel the width of the kernels of a Row LSTM, odd; a Diagonal BiLSTM has none of its own
 * @param top the features between the last two convolutions
 * @param initializer the first values of all weights, before masks
 */
public record PixelRnn(
    @Default("\"diagonal-bilstm\"") Cell cell,
    @Default("1") @Interval(min = 1, max = Counts.MOST_LAYERS) int layers,
    @Default("16") @Interval(min = 1, max = Counts.MOST_UNITS) int units,
    @Default("7") @Interval(min = 3, max = CausalKernels.MOST) int firstKernel,
    @Default("3") @Interval(min = 3, max = CausalKernels.MOST) int kernel,
    @Default("32") @Interval(min = 1, max = Counts.MOST_UNITS) int top,
    @Default("\"glorot-uniform\"") Initializer initializer)
    implements CausalImageArchitecture {
  /** The kinds of recurrent layers. */
  public enum Cell {
    /** Rows from above, a row in each step. */
    ROW_LSTM,
    /** Diagonals from both upper corners, a diagonal in each step. */
    DIAGONAL_BILSTM
  }

  /** Checks the arguments. */
  public PixelRnn {
    Counts.checkPositive("layers", layers, Counts.MOST_LAYERS);
    Counts.checkPositive("units", units, Counts.MOST_UNITS);
    CausalKernels.check("firstKernel", firstKernel);
    CausalKernels.check("kernel", kernel);
    Counts.checkPositive("top", top, Counts.MOST_UNITS);
  }

  /** {@inheritDoc} At every pixel alike. */
  @Override
  public ContextPath context() {
    return new ContextPath.PerChannel();
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
        maker -> new CausalImageNetwork.Layers(PixelRnnBody.create(this, maker, name), top));
  }
}
