package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Masked networks that share all weights and differ in their masks: in the order of their inputs,
 * and in what each hidden unit sees of it (Germain et al. 2015).
 */
public final class MaskedEnsemble {
  private final ImmutableList<Connectivity> members;
  private final MaskedLayers layers;
  private final Optional<Weights> direct;

  private MaskedEnsemble(
      ImmutableList<Connectivity> members, MaskedLayers layers, Optional<Weights> direct) {
    this.members = members;
    this.layers = layers;
    this.direct = direct;
  }

  /** See {@link MaskedMlp#ensemble}. */
  static MaskedEnsemble create(
      MaskedMlp spec,
      ParameterStore parameters,
      String name,
      ImmutableList<Connectivity> members,
      boolean direct,
      Head head) {
    int dimension = head.size();
    MaskedLayer.Maker maker = new MaskedLayer.Maker(parameters, spec.initializer());
    MaskedLayers layers =
        MaskedLayers.create(spec, maker, name, dimension, 0, ImmutableList.of(head));
    return new MaskedEnsemble(
        members,
        layers,
        direct
            ? Optional.of(maker.weights(name + ".direct", dimension, dimension))
            : Optional.empty());
  }

  /** Returns the number of networks. */
  public int size() {
    return members.size();
  }

  /**
   * Returns the outputs of one network, {@code [B, D]}: output i is a function of the inputs before
   * it in that network's order.
   *
   * @param x {@code [B, D]}
   * @param member the network's number, from 0
   */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, int member, Pass pass) {
    return members.size() == 1
        ? apply(tf, x, new ConstantMasks(members.get(member)), pass)
        : apply(tf, x, tf.constant(member), pass);
  }

  /** Returns the same of a network whose number, a scalar, is known in each run only. */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Operand<TInt32> member, Pass pass) {
    Operand<TInt32> inputs = gathered(tf, each -> each.inputs().values().toArray(), member);
    return apply(tf, x, new ComparedMasks(inputs, hidden(tf, member)), pass);
  }

  private Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Masks masks, Pass pass) {
    Operand<TFloat32> outputs =
        Iterables.getOnlyElement(layers.apply(tf, x, masks, Optional.empty(), pass));
    return direct
        .<Operand<TFloat32>>map(
            weights ->
                tf.math.add(
                    outputs, MaskedLayer.masked(weights, masks.direct(tf)).apply(tf, x, pass)))
        .orElse(outputs);
  }

  /**
   * Returns draws, {@code [N, D]}, made value by value in the order of each draw's network.
   *
   * @param drawnMembers the number of each draw's network, {@code [N]}
   * @param noise what the values are made of, one after the other: {@code [N, D]}
   * @param emission makes the values
   */
  public Operand<TFloat32> draw(
      Ops tf, Operand<TInt32> drawnMembers, Operand<TFloat32> noise, Emission emission, Pass pass) {
    Operand<TInt32> order = gathered(tf, each -> each.inputs().order(), drawnMembers);
    return new AncestralLoop(layers, direct, emission, order, hidden(tf, drawnMembers))
        .draw(tf, noise, pass);
  }

  /** Returns the degrees of the hidden layers of some networks, {@code [..., width]}. */
  private ImmutableList<Operand<TInt32>> hidden(Ops tf, Operand<TInt32> chosen) {
    return IntStream.range(0, layers.hidden().size())
        .mapToObj(
            layer -> gathered(tf, each -> each.hidden().get(layer).values().toArray(), chosen))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns what some of the networks have, without a constant for each of them.
   *
   * @param numbers what each has, as many numbers as any other
   * @param chosen the numbers of the networks, whose axes are the leading ones of what is returned
   */
  private Operand<TInt32> gathered(
      Ops tf, Function<Connectivity, int[]> numbers, Operand<TInt32> chosen) {
    return tf.gather(
        tf.constant(members.stream().map(numbers).toArray(int[][]::new)),
        chosen,
        tf.constant(0)); // [..., units]
  }
}
