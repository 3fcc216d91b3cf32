package org.lowerbound.evaluation.figure;

import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Decoded;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.RawUnits;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Images as nodes: those that are observed, and those that codes are decoded to. */
final class ImageNodes {
  private final Ops tf;
  private final EvaluationScope graph;
  private final RawUnits units;

  ImageNodes(Ops tf, EvaluationScope graph) {
    this.tf = tf;
    this.graph = graph;
    this.units = new RawUnits(graph.dataset().standardization());
  }

  /** Returns the observations of the rows that are run in raw values, {@code [B, D]}. */
  Operand<TFloat32> observed() {
    return raw(graph.observations());
  }

  /** Returns images in raw values, given those that the model sees, {@code [B, D]}. */
  Operand<TFloat32> raw(Operand<TFloat32> seen) {
    return units.raw(tf, seen);
  }

  /**
   * Returns p(x | z) for codes.
   *
   * @param who asks, by its type name
   * @param codes {@code [B, latents]}
   * @throws IllegalArgumentException if the model has no decoder
   */
  Decoded decoded(String who, Operand<TFloat32> codes) {
    return Decoded.of(tf, graph.modelWith(Ability.DECODING, who), codes, graph.pass());
  }

  /**
   * Returns what codes are decoded to as the model sees it, {@code [B, D]}.
   *
   * @param means whether it is E[x | z], or a draw from p(x | z)
   * @param stream what the noise of draws is named after
   */
  Operand<TFloat32> decodedTo(String who, Operand<TFloat32> codes, boolean means, String stream) {
    Decoded decoded = decoded(who, codes);
    return means ? decoded.mean(tf) : decoded.draw(tf, graph.noise().apply(stream + ".x"));
  }

  /** Returns the dimension of a code. */
  int latents(String who) {
    Decoding decoding = graph.modelWith(Ability.DECODING, who);
    return decoding.latents();
  }
}
