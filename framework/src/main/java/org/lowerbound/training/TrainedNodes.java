package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.evaluation.bound.ImportanceSampling;
import org.lowerbound.evaluation.compression.BitsBackNodes;
import org.lowerbound.model.Ability;
import org.lowerbound.model.CodeGenerating;
import org.lowerbound.model.Decoded;
import org.lowerbound.model.Generating;
import org.lowerbound.model.Model;
import org.lowerbound.model.WithClass;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a trained model can do, as nodes of its graph, with any number of rows B. */
final class TrainedNodes {
  private final ModelGraph graph;
  private final Model model;
  private final Ops tf;

  /** Observations in raw values, {@code [B, D]}. */
  final Placeholder<TFloat32> observations;

  /** The observations as the model sees them, {@code [B, D]}. */
  private final Operand<TFloat32> seen;

  /** The labels of the rows, {@code [B]}; fed where the data have labels. */
  final Placeholder<TInt32> labels;

  final Pass pass;

  private final List<Pass> passes;

  TrainedNodes(ModelGraph graph) {
    this.graph = graph;
    this.model = graph.model;
    this.tf = graph.tf;
    this.observations = rows(graph.observed.dimension());
    this.seen = graph.observed.units().seen(tf, observations);
    this.labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    this.pass = labelled(labels);
    this.passes = new ArrayList<>(List.of(pass));
  }

  private TrainedNodes(TrainedNodes of, Model model) {
    this.graph = of.graph;
    this.model = model;
    this.tf = of.tf;
    this.observations = of.observations;
    this.seen = of.seen;
    this.labels = of.labels;
    this.pass = of.pass;
    this.passes = of.passes;
  }

  /**
   * Returns those of the model that is given the labels that are fed: the same ones, unless the
   * class is among the latents.
   */
  TrainedNodes givenLabels() {
    Model given = WithClass.givenLabels(model);
    return given == model ? this : new TrainedNodes(this, given);
  }

  private Pass labelled(Operand<TInt32> numbers) {
    return hasLabels()
        ? Pass.evaluation()
            .withLabels(
                tf.oneHot(
                    numbers,
                    tf.constant(graph.observed.classes()),
                    tf.constant(1f),
                    tf.constant(0f)))
        : Pass.evaluation();
  }

  /** Returns the pass of so many draws: the labels that are fed, then as many of class 0. */
  private Pass ofDraws(int count) {
    Operand<TInt32> filledUp =
        tf.concat(List.of(labels, tf.zeros(tf.array(count), TInt32.class)), tf.constant(0));
    Pass ofDraws = labelled(tf.slice(filledUp, tf.array(0), tf.array(count)));
    passes.add(ofDraws);
    return ofDraws;
  }

  /** Returns whether any of the nodes so far looks at labels. */
  boolean looksAtLabels() {
    return passes.stream().anyMatch(Pass::usesLabels);
  }

  /** Returns whether the model was trained with labels. */
  boolean hasLabels() {
    return graph.observed.classes() > 0;
  }

  private Placeholder<TFloat32> rows(int columns) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, columns)));
  }

  /**
   * The codes of the observations.
   *
   * @param mean {@code [B, latents]}, if they have one
   * @param draw {@code [B, latents]}
   * @param latents the dimension of a code
   */
  record Codes(Optional<Operand<TFloat32>> mean, Operand<TFloat32> draw, int latents) {}

  Codes codes(String who) {
    var encoding = Ability.ENCODING.of(model, who);
    int latents = encoding.latents();
    Code code = encoding.encode(tf, seen, pass);
    return new Codes(
        code instanceof WithMean withMean
            ? Optional.of(flat(withMean.mean(tf), latents))
            : Optional.empty(),
        flat(code.draw(tf, noise("encode"), 1), latents),
        latents);
  }

  /**
   * p(x | z) for some codes.
   *
   * @param codes {@code [B, latents]}
   * @param given the distributions
   * @param latents the dimension of a code
   */
  record OfCodes(Placeholder<TFloat32> codes, Decoded given, int latents) {}

  OfCodes decoded(String who) {
    var decoding = Ability.DECODING.of(model, who);
    Placeholder<TFloat32> codes = rows(decoding.latents());
    return new OfCodes(codes, Decoded.of(tf, decoding, codes, pass), decoding.latents());
  }

  /**
   * Returns E[x | z] in raw values, {@code [B, D]}.
   *
   * @throws IllegalArgumentException if the likelihood has no mean
   */
  Operand<TFloat32> mean(OfCodes decoded) {
    return raw(decoded.given().mean(tf));
  }

  /**
   * Returns draws from p(x | z) in raw values, {@code [B, D]}.
   *
   * @throws IllegalArgumentException if the likelihood cannot be drawn from
   */
  Operand<TFloat32> draw(OfCodes decoded) {
    return raw(decoded.given().draw(tf, noise("decode")));
  }

  /**
   * Returns draws from p(z), {@code [count, latents]}: where the prior looks at labels, those of
   * the labels that are fed come first.
   */
  Operand<TFloat32> priorCodes(String who, int count) {
    CodeGenerating generating = Ability.CODE_GENERATING.of(model, who);
    return generating.sampleCodes(tf, noise("prior"), count, ofDraws(count));
  }

  /**
   * Returns draws from p(x) in raw values, {@code [count, D]}: where the model looks at labels,
   * those of the labels that are fed come first.
   */
  Operand<TFloat32> samples(String who, int count) {
    Generating generating = Ability.GENERATING.of(model, who);
    return raw(generating.sample(tf, noise("sample"), count, ofDraws(count)));
  }

  /** Returns the importance weights of the observations, with the noise of the metric nll. */
  ImportanceSampling.Weights weights(String who) {
    return new ImportanceSampling.Weights(
        Ability.EVIDENCE.of(model, who), seen, stream -> graph.noise("evaluation/" + stream), pass);
  }

  /** Returns log p(x, z) − log q(z | x) of K draws from q(z | x) for each row, {@code [K, B]}. */
  Operand<TFloat32> logWeights(String who, int draws) {
    return Ability.LATENT_VARIABLES
        .of(model, who)
        .terms(tf, seen, noise("elbo"), draws, pass)
        .logWeight(tf);
  }

  /**
   * Returns what codes observations without loss.
   *
   * @throws IllegalArgumentException if the model gives no code, or looks at labels, which a
   *     decoder has not
   */
  BitsBackNodes coding(String who, int latentBits) {
    Pass own = pass.unasked();
    BitsBackNodes built =
        BitsBackNodes.build(
            tf,
            graph.model,
            observations, // Bits and grey levels are seen as they are.
            graph.observed.kind(),
            noise("coding"),
            own,
            latentBits,
            who);
    checkArgument(
        !own.usesLabels(),
        "%s is of observations alone, but this model looks at their labels; one that is trained"
            + " without labels works",
        who);
    return built;
  }

  private NoiseSource noise(String use) {
    return graph.noise("trained/" + use);
  }

  private Operand<TFloat32> raw(Operand<TFloat32> values) {
    return graph.observed.units().raw(tf, values);
  }

  private Operand<TFloat32> flat(Operand<TFloat32> values, int columns) {
    return tf.reshape(values, tf.array(-1, columns));
  }
}
