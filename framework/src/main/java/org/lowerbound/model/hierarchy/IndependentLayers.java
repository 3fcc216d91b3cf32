package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Layered;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A prior whose layers are independent of each other.
 *
 * @param layers the dimension of each
 * @param parts the distribution of each, of the same batch
 */
@Called("independent layers")
record IndependentLayers(ImmutableList<Integer> layers, ImmutableList<Distribution> parts)
    implements Layered, Sampleable {
  @Override
  public int dimension() {
    return Layered.super.dimension();
  }

  @Override
  public ImmutableList<Operand<TFloat32>> logProbPerLayer(Ops tf, Operand<TFloat32> value) {
    ImmutableList<Operand<TFloat32>> values = Layers.split(tf, value, layers);
    ImmutableList.Builder<Operand<TFloat32>> logProbs = ImmutableList.builder();
    for (int i = 0; i < parts.size(); i++) {
      logProbs.add(parts.get(i).logProb(tf, values.get(i)));
    }
    return logProbs.build();
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    List<Operand<TFloat32>> values = new ArrayList<>();
    List<Operand<TFloat32>> logProbs = new ArrayList<>();
    for (Distribution part : parts) {
      checkArgument(
          part instanceof Sampleable, "the prior %s cannot be drawn from", TypeNames.of(part));
      Draw draw = ((Sampleable) part).sampleWithLogProb(tf, noise, sampleCount);
      values.add(draw.value());
      logProbs.add(draw.logProb());
    }
    return new Draw(Layers.join(tf, values), tf.math.addN(ImmutableList.copyOf(logProbs)));
  }
}
