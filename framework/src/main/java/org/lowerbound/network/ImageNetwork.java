package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * What all image architectures share: image layers, where there is an image, with dense layers
 * between them and the vectors.
 *
 * <p>An image as input goes through the encoder's image layers, and then the hidden layers. A head
 * of an image's shape has, on top of the hidden layers, a dense layer to the smallest map and the
 * decoder's image layers; other heads are on top of the hidden layers. The mirror image of an
 * encoder is its decoder: hidden layers between a vector and an image are counted from the image's
 * side.
 *
 * @param stages the image layers
 * @param hidden the widths of the hidden layers, from the image's side
 * @param activation what follows each of them
 */
record ImageNetwork(ImageStages stages, ImmutableList<Integer> hidden, Activation activation) {
  /** Makes a network. */
  Network build(LayerMaker maker, String name, Shape input, ImmutableList<Head> heads) {
    checkEnds(name, input, heads);
    boolean fromImage = ImageShape.isImage(input);
    Layer below = Layer.chain();
    int width = (int) input.size();
    if (fromImage) {
      ImageShape image = ImageShape.of(name, input);
      ImageShape smallest = stages.smallest(name, image);
      below = Layer.chain(image.fromRows(), stages.encoder(maker, name, image), smallest.toRows());
      width = smallest.size();
    }
    List<Integer> widths = fromImage ? hidden : Lists.reverse(hidden);
    DenseStack dense =
        DenseStack.create(
            name, width, widths, (layer, in, out) -> maker.hidden(layer, in, out, activation));
    Layer vectors = Layer.chain(below, dense.layers());
    Optional<Layer> maps = commonSize(name, heads).map(image -> upward(maker, name, dense, image));
    ImmutableList<Layer> tops =
        heads.stream()
            .map(head -> top(maker, name, dense, head))
            .collect(ImmutableList.toImmutableList());
    return new RowNetwork(
        name,
        (int) input.size(),
        heads,
        vectors,
        dense.width(),
        (tf, rows, pass) -> {
          Operand<TFloat32> vector = vectors.apply(tf, rows, pass);
          Optional<Operand<TFloat32>> map = maps.map(layers -> layers.apply(tf, vector, pass));
          ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
          for (int i = 0; i < tops.size(); i++) {
            boolean toImage = ImageShape.isImage(heads.get(i).output());
            outputs.add(tops.get(i).apply(tf, toImage ? map.orElseThrow() : vector, pass));
          }
          return outputs.build();
        });
  }

  private Layer upward(LayerMaker maker, String name, DenseStack dense, ImageShape image) {
    ImageShape smallest = stages.smallest(name, image);
    return Layer.chain(
        maker.hidden(name + ".map", dense.width(), smallest.size(), activation),
        smallest.fromRows(),
        stages.decoder(maker, name, image));
  }

  private Layer top(LayerMaker maker, String name, DenseStack dense, Head head) {
    String top = name + "." + head.name();
    if (!ImageShape.isImage(head.output())) {
      return maker.head(top, dense.width(), head);
    }
    ImageShape image = ImageShape.of(top, head.output());
    return Layer.chain(
        stages.head(maker, top, image),
        image.toRows(),
        Bias.create(maker.parameters(), top, head.size(), head.bias()));
  }

  private static void checkEnds(String name, Shape input, ImmutableList<Head> heads) {
    checkArgument(
        ImageShape.isImage(input)
            || heads.stream().anyMatch(head -> ImageShape.isImage(head.output())),
        "%s: a convolution needs an image [height, width, channels], but its input is %s and its"
            + " outputs are %s; an mlp fits",
        name,
        input,
        heads.stream()
            .map(head -> head.name() + " " + head.output())
            .collect(Collectors.joining(", ")));
  }

  /** Returns the size of the heads that are images, which is one. */
  private static Optional<ImageShape> commonSize(String name, ImmutableList<Head> heads) {
    Optional<Head> first =
        heads.stream().filter(head -> ImageShape.isImage(head.output())).findFirst();
    for (Head head : heads) {
      if (ImageShape.isImage(head.output())) {
        Shape one = first.orElseThrow().output();
        checkArgument(
            head.output().get(0) == one.get(0) && head.output().get(1) == one.get(1),
            "%s.%s: an image %s does not have the height and the width of %s, which is %s",
            name,
            head.name(),
            head.output(),
            first.orElseThrow().name(),
            one);
      }
    }
    return first.map(head -> ImageShape.of(name, head.output()));
  }
}
