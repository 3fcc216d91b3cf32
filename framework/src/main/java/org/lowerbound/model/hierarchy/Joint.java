package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Layered;
import org.lowerbound.distribution.NonCentered;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * The product of the conditionals of a {@link Factorization}: log-densities are sums over layers,
 * draws go from layer to layer.
 */
@Called("hierarchy")
class Joint implements Layered, Sampleable, NonCentered, WithMean {
  private final Factorization factors;
  private final Sampleable first;

  private Joint(Factorization factors, Sampleable first) {
    this.factors = factors;
    this.first = first;
  }

  /** Returns the joint distribution, reparameterised if its conditionals are. */
  static Joint of(Ops tf, Factorization factors) {
    // It depends on no other layer, so that one copy of its network is enough.
    Sampleable first =
        factors.conditional(tf, factors.order().get(0), Layers.unknown(factors.layers().size()));
    // All layers have the same family.
    return first instanceof Reparameterized
        ? new ReparameterizedJoint(factors, first)
        : new Joint(factors, first);
  }

  private Sampleable conditional(Ops tf, int layer, List<Operand<TFloat32>> latents) {
    return layer == factors.order().get(0) ? first : factors.conditional(tf, layer, latents);
  }

  @Override
  public final ImmutableList<Integer> layers() {
    return factors.layers();
  }

  @Override
  public final int dimension() {
    return Layered.super.dimension();
  }

  @Override
  public final ImmutableList<Operand<TFloat32>> logProbPerLayer(Ops tf, Operand<TFloat32> value) {
    ImmutableList<Operand<TFloat32>> latents = Layers.split(tf, value, layers());
    ImmutableList.Builder<Operand<TFloat32>> logProbs = ImmutableList.builder();
    for (int layer = 0; layer < layers().size(); layer++) {
      logProbs.add(conditional(tf, layer, latents).logProb(tf, latents.get(layer)));
    }
    return logProbs.build();
  }

  /**
   * Draws layer after layer: K draws of the first, and one of each other for each draw of those
   * before it.
   */
  @Override
  public final Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    List<Operand<TFloat32>> latents = Layers.unknown(layers().size());
    List<Operand<TFloat32>> logProbs = new ArrayList<>();
    for (int layer : factors.order()) {
      boolean isFirst = logProbs.isEmpty();
      Draw draw =
          conditional(tf, layer, latents).sampleWithLogProb(tf, noise, isFirst ? sampleCount : 1);
      latents.set(layer, isFirst ? draw.value() : withoutFirstAxis(tf, draw.value()));
      logProbs.add(isFirst ? draw.logProb() : withoutFirstAxis(tf, draw.logProb()));
    }
    return new Draw(Layers.join(tf, latents), tf.math.addN(ImmutableList.copyOf(logProbs)));
  }

  /**
   * Returns the values at coordinates of each layer given those before it. The coordinates of a
   * layer whose conditional has none of its own are its values.
   */
  @Override
  public final Place place(Ops tf, Operand<TFloat32> coordinates) {
    ImmutableList<Operand<TFloat32>> given = Layers.split(tf, coordinates, layers());
    List<Operand<TFloat32>> latents = Layers.unknown(layers().size());
    List<Operand<TFloat32>> logProbs = new ArrayList<>();
    List<Operand<TFloat32>> logDeterminants = new ArrayList<>();
    for (int layer : factors.order()) {
      Place place = place(tf, conditional(tf, layer, latents), given.get(layer));
      latents.set(layer, place.value());
      logProbs.add(place.logProb());
      logDeterminants.add(place.logDeterminant());
    }
    return new Place(
        Layers.join(tf, latents),
        tf.math.addN(ImmutableList.copyOf(logProbs)),
        tf.math.addN(ImmutableList.copyOf(logDeterminants)));
  }

  private static Place place(Ops tf, Sampleable conditional, Operand<TFloat32> coordinates) {
    if (conditional instanceof NonCentered nonCentered) {
      return nonCentered.place(tf, coordinates);
    }
    Operand<TFloat32> logProb = conditional.logProb(tf, coordinates);
    return new Place(coordinates, logProb, tf.zerosLike(logProb));
  }

  @Override
  public final Operand<TFloat32> coordinates(Ops tf, Operand<TFloat32> value) {
    ImmutableList<Operand<TFloat32>> latents = Layers.split(tf, value, layers());
    ImmutableList.Builder<Operand<TFloat32>> coordinates = ImmutableList.builder();
    for (int layer = 0; layer < layers().size(); layer++) {
      coordinates.add(
          conditional(tf, layer, latents) instanceof NonCentered nonCentered
              ? nonCentered.coordinates(tf, latents.get(layer))
              : latents.get(layer));
    }
    return Layers.join(tf, coordinates.build());
  }

  /**
   * Returns the mean of each layer given the means of those before it: the code of x that goes with
   * no draws. It is the mean of the first layer drawn only.
   */
  @Override
  public final Operand<TFloat32> mean(Ops tf) {
    List<Operand<TFloat32>> means = Layers.unknown(layers().size());
    for (int layer : factors.order()) {
      Sampleable conditional = conditional(tf, layer, means);
      checkArgument(
          conditional instanceof WithMean,
          "layer %s, %s, has no mean to take",
          layer + 1,
          TypeNames.of(conditional));
      means.set(layer, ((WithMean) conditional).mean(tf));
    }
    return Layers.join(tf, means);
  }

  private static Operand<TFloat32> withoutFirstAxis(Ops tf, Operand<TFloat32> x) {
    return tf.squeeze(x, Squeeze.axis(List.of(0L)));
  }

  /** A joint distribution whose conditionals are all reparameterised. */
  private static final class ReparameterizedJoint extends Joint implements Reparameterized {
    private ReparameterizedJoint(Factorization factors, Sampleable first) {
      super(factors, first);
    }

    /**
     * Returns the same distribution with networks whose parameters are held fixed. A conditional
     * still depends on the layers it is given: they are what it is evaluated at.
     */
    @Override
    public Distribution detached(Ops tf) {
      return Joint.of(tf, ((Joint) this).factors.frozen(tf));
    }
  }
}
