package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.HashMap;
import java.util.Map;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.ChannelOrder;
import org.lowerbound.network.Head;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A likelihood as the last step of an autoregressive model: log p(x) = Σ log p(x at a place |
 * parameters of the place). A place is a value, or a pixel where its channels are {@linkplain
 * CouplesChannels coupled}.
 *
 * @param observed the shape of an observation
 * @param order of the channels of a pixel
 * @param whole of an observation
 * @param place of one place of it: the heads are a place's part of those of the whole
 */
record PlaceLikelihood(
    Shape observed,
    ChannelOrder order,
    Parameterization<Distribution> whole,
    Parameterization<Distribution> place) {
  /**
   * Makes the parameters that are not the network's, if any.
   *
   * @throws IllegalArgumentException if such a likelihood is no product over places, or needs more
   *     than the network's outputs there; the message says what would work
   */
  static PlaceLikelihood create(LikelihoodFamily family, ModelScope scope) {
    ObservedData observed = scope.observed();
    checkFits(family, observed);
    ChannelOrder order =
        family instanceof CouplesChannels couples && couples.couplesChannels(observed.shape())
            ? ChannelOrder.TOGETHER
            : ChannelOrder.IN_TURN;
    Shared shared = new Shared(family, scope.parameters(), new HashMap<>());
    Parameterization<Distribution> whole =
        NothingBuiltException.check(
            family, family.build(new ModelScope(shared, scope.schedules(), observed)));
    int places = order.places(observed.shape());
    ObservedData ofPlace = ofFirstPlace(observed, order.valuesOfPlace(observed.shape()));
    Parameterization<Distribution> place =
        family.build(new ModelScope(shared, scope.schedules(), ofPlace));
    checkArgument(
        whole.heads().size() == place.heads().size()
            && Streams.zip(
                    whole.heads().stream(),
                    place.heads().stream(),
                    (all, one) -> all.size() == places * one.size())
                .allMatch(fits -> fits),
        "the likelihood %s has parameters of whole observations, but an autoregressive model gives"
            + " parameters to one value after the other; those of each value's own work",
        TypeNames.of(family));
    return new PlaceLikelihood(observed.shape(), order, whole, place);
  }

  /** Fails unless the numbers of a likelihood are those of a mass or a density. */
  static LikelihoodKind checkFits(LikelihoodFamily family, ObservedData observed) {
    LikelihoodKind kind = family.checkFits(observed.kind());
    checkArgument(
        kind != LikelihoodKind.UNNORMALIZED,
        "the likelihood %s is no mass and no density on these values, %s, so that no product of them"
            + " is one and nothing can be drawn; one without weights and without \"allowGrey\""
            + " works",
        TypeNames.of(family),
        observed.kind().description());
    return kind;
  }

  /** Returns the number of places. */
  int places() {
    return order.places(observed);
  }

  /** Returns the number of values of a place. */
  int valuesOfPlace() {
    return order.valuesOfPlace(observed);
  }

  /** Returns what a network must have. */
  ImmutableList<Head> heads() {
    return whole.heads();
  }

  private static ObservedData ofFirstPlace(ObservedData observed, int values) {
    Shape shape = Shape.of(values);
    for (int axis = 1; axis < observed.shape().numDimensions(); axis++) {
      shape = shape.prepend(1);
    }
    ImmutableDoubleArray mean = ImmutableDoubleArray.copyOf(observed.mean().stream().limit(values));
    return new ObservedData(shape, observed.kind(), mean, observed.classes());
  }

  /** Parameters that are made once and found by their names a second time. */
  private record Shared(
      LikelihoodFamily family, ParameterStore made, Map<String, Operand<TFloat32>> byName)
      implements ParameterStore {
    @Override
    public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
      Operand<TFloat32> found =
          byName.computeIfAbsent(name, key -> made.create(name, shape, initializer));
      checkArgument(
          found.shape().equals(shape),
          "the likelihood %s has a parameter %s for each value of an observation, but an"
              + " autoregressive model asks it for one value after the other; the scales \"fixed\","
              + " \"learned\" and \"from-decoder\" work",
          TypeNames.of(family),
          name);
      return found;
    }

    @Override
    public ParameterStore in(ParameterGroup group) {
      return new Shared(family, made.in(group), byName);
    }

    @Override
    public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
      throw learnsFromBatches();
    }

    @Override
    public StateStore states() {
      throw learnsFromBatches();
    }

    private IllegalArgumentException learnsFromBatches() {
      return new IllegalArgumentException(
          "the likelihood "
              + TypeNames.of(family)
              + " learns from whole batches what it is, but an autoregressive model asks it for one"
              + " value after the other; the scales \"fixed\", \"learned\" and \"from-decoder\" work");
    }
  }
}
