package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A causal network of images: features of every pixel, and heads that are linear functions of them.
 *
 * @param name its own
 * @param image the size of an image
 * @param contextSize the length of a context, 0 for none
 * @param conditioning what layers see of the context, if there is one
 * @param body makes the features
 * @param heads one for each output
 * @param memory of the rows above
 */
record CausalImageNetwork(
    String name,
    ImageShape image,
    int contextSize,
    Optional<Conditioning> conditioning,
    CausalBody body,
    ImmutableList<CausalLayer> heads,
    RowMemory memory)
    implements IncrementalNetwork {
  /** Makes the parts of one. */
  @FunctionalInterface
  interface Parts {
    /**
     * Makes the parameters.
     *
     * @param maker makes layers
     */
    Layers of(CausalMaker maker);
  }

  /**
   * The parts.
   *
   * @param body makes the features
   * @param features how many there are
   */
  record Layers(CausalBody body, int features) {}

  /**
   * Makes one.
   *
   * @param observed the shape of an image
   * @param path of the context, if there is one
   * @param parts makes the layers below the heads
   */
  static CausalImageNetwork create(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ContextPath path,
      ChannelOrder order,
      ImmutableList<Head> heads,
      Initializer initializer,
      Parts parts) {
    CausalShapes.checkHeads(name, observed, order, heads);
    ImageShape image = ImageShape.of(name, observed);
    Optional<Conditioning> conditioning =
        contextSize == 0
            ? Optional.empty()
            : Optional.of(path.build(parameters, name, image, contextSize));
    CausalMaker maker =
        new CausalMaker(
            parameters,
            initializer,
            image,
            ChannelGroups.of(image, order),
            new RowMemory(),
            conditioning);
    Layers layers = parts.of(maker);
    return new CausalImageNetwork(
        name,
        image,
        contextSize,
        conditioning,
        layers.body(),
        maker.heads(name, layers.features(), heads),
        maker.memory());
  }

  @Override
  public int parts() {
    return image.height();
  }

  @Override
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    CausalShapes.checkInputs(name, image.size(), contextSize, x, context);
    return outputs(tf, new Rows.All(image, x, condition(tf, context, pass)), pass);
  }

  private Optional<Operand<TFloat32>> condition(
      Ops tf, Optional<Operand<TFloat32>> context, Pass pass) {
    return context.map(given -> conditioning.orElseThrow().map().apply(tf, given, pass));
  }

  @Override
  public ImmutableList<Operand<TFloat32>> start(
      Ops tf, Operand<TInt32> images, Optional<Operand<TFloat32>> context, Pass pass) {
    return ImmutableList.<Operand<TFloat32>>builder()
        .addAll(condition(tf, context, pass).stream().toList())
        .addAll(memory.start(tf, images))
        .build();
  }

  @Override
  public Part part(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TInt32> number,
      ImmutableList<Operand<TFloat32>> kept,
      Pass pass) {
    Optional<Operand<TFloat32>> ofImage = conditioning.map(given -> kept.get(0));
    int conditions = conditioning.isPresent() ? 1 : 0;
    RowMemory.One row =
        new RowMemory.One(
            image,
            x,
            number,
            ofImage.map(given -> conditioning.orElseThrow().ofRow(tf, given, number)),
            kept.subList(conditions, kept.size()));
    ImmutableList<Operand<TFloat32>> outputs = outputs(tf, row, pass);
    return new Part(
        outputs,
        ImmutableList.<Operand<TFloat32>>builder()
            .addAll(ofImage.stream().toList())
            .addAll(row.kept())
            .build());
  }

  private ImmutableList<Operand<TFloat32>> outputs(Ops tf, Rows rows, Pass pass) {
    Operand<TFloat32> features = body.of(tf, rows, pass);
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (CausalLayer head : heads) {
      Operand<TFloat32> map = head.apply(tf, features, rows, pass); // [images, h, W, numbers]
      outputs.add(flat(tf, map));
    }
    return outputs.build();
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> map) {
    return tf.reshape(
        map,
        tf.stack(
            ImmutableList.of(
                tf.gather(tf.shape(map), tf.constant(0), tf.constant(0)), tf.constant(-1))));
  }
}
