package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.evaluation.bound.ImportanceSampling;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A trained model as a SavedModel, with a signature for each thing that it can do. Batches are of
 * any size; {@code seed} is an integer of 64 bits, and the same one gives the same draws.
 *
 * <ul>
 *   <li>{@code encode}: {@code x} [B, D], {@code seed} → {@code mean} [B, latents], if the
 *       posterior has one, and {@code draw} [B, latents].
 *   <li>{@code decode}: {@code z} [B, latents] → {@code mean} [B, D], if the likelihood has one.
 *   <li>{@code sample}: {@code count}, from 1 to 100, {@code seed} → {@code x} [count, D].
 *   <li>{@code log_prob}: {@code x} [B, D], and {@code seed} if it is an estimate → {@code
 *       log_prob} [B] in nats.
 * </ul>
 *
 * <p>{@code x}, {@code mean} of {@code decode} and {@code log_prob} are of raw values, whether the
 * training standardised them or not.
 *
 * <p>Where the model was trained with labels, each takes {@code label} [B], class numbers, besides;
 * {@code sample} in place of {@code count}, from 1 to 100 of them.
 */
final class SavedModels {
  private final ModelGraph graph;
  private final Ops tf;
  private final TrainedNodes nodes;
  private final int draws;

  /**
   * Prepares the nodes.
   *
   * @param graph of the model alone
   * @param draws of which the estimate of a likelihood is made
   */
  SavedModels(ModelGraph graph, int draws) {
    checkArgument(
        draws > 0 && draws <= TrainedModel.DRAWS_PER_RUN,
        "draws must be 1 … %s but is %s",
        TrainedModel.DRAWS_PER_RUN,
        draws);
    this.graph = graph;
    this.tf = graph.tf;
    this.nodes = new TrainedNodes(graph);
    this.draws = draws;
  }

  /**
   * Writes the model.
   *
   * @throws IllegalArgumentException if it can do nothing that a signature is for
   */
  void write(Session session, Path folder) {
    List<Signature> signatures =
        ImmutableList.of(encode(), decode(), sample(), logProb()).stream()
            .flatMap(Optional::stream)
            .toList();
    checkArgument(
        !signatures.isEmpty(), "the model has neither codes nor draws nor a likelihood to export");
    SavedModelBundle.Exporter exporter =
        SavedModelBundle.exporter(folder.toString()).withSession(session);
    signatures.forEach(exporter::withSignature);
    try {
      exporter.export();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  private Optional<Signature> encode() {
    if (!Ability.ENCODING.isOf(graph.model)) {
      return Optional.empty();
    }
    TrainedNodes.Codes codes = nodes.codes("export");
    Signature.Builder signature =
        withLabel(signature("encode"))
            .input("x", nodes.observations)
            .input("seed", graph.step)
            .output("draw", codes.draw());
    codes.mean().ifPresent(mean -> signature.output("mean", mean));
    return Optional.of(signature.build());
  }

  private Optional<Signature> decode() {
    if (!Ability.DECODING.isOf(graph.model)) {
      return Optional.empty();
    }
    TrainedNodes.OfCodes decoded = nodes.decoded("export");
    return decoded.given().given() instanceof WithMean
        ? Optional.of(
            withLabel(signature("decode"))
                .input("z", decoded.codes())
                .output("mean", nodes.mean(decoded))
                .build())
        : Optional.empty();
  }

  private Optional<Signature> sample() {
    if (!Ability.GENERATING.isOf(graph.model)) {
      return Optional.empty();
    }
    Operand<TFloat32> block;
    try {
      block = nodes.samples("export", TrainedModel.ROWS); // [100, D]
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A prior or a likelihood that cannot be drawn from.
    }
    Signature.Builder signature = signature("sample").input("seed", graph.step);
    if (nodes.hasLabels()) {
      Operand<TInt32> labels = tf.squeeze(tf.shape(nodes.labels));
      return Optional.of(
          withLabel(signature).output("x", first(block, labels, "the number of labels")).build());
    }
    Placeholder<TInt32> count = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    return Optional.of(
        signature.input("count", count).output("x", first(block, count, "count")).build());
  }

  private Operand<TFloat32> first(Operand<TFloat32> block, Operand<TInt32> count, String what) {
    Operand<TBool> possible =
        tf.math.logicalAnd(
            tf.math.greater(count, tf.constant(0)),
            tf.math.lessEqual(count, tf.constant(TrainedModel.ROWS)));
    Ops checked =
        tf.withControlDependencies(
            tf.assertThat(
                possible,
                List.of(
                    tf.constant(what + " must be 1 … " + TrainedModel.ROWS + " but is"), count)));
    return checked.slice(
        block,
        tf.constant(new int[] {0, 0}),
        tf.stack(List.of(count, tf.constant(graph.observed.dimension()))));
  }

  private Optional<Signature> logProb() {
    if (!Ability.EVIDENCE.isOf(graph.model)) {
      return Optional.empty();
    }
    ImportanceSampling.Weights weights = nodes.weights("export");
    Operand<TFloat32> logProb = GraphMath.logMeanExp(tf, weights.log(tf, "nll", draws)); // [B]
    Signature.Builder signature =
        withLabel(signature("log_prob")).input("x", nodes.observations).output("log_prob", logProb);
    return Optional.of(
        (Ability.EXACT_EVIDENCE.isOf(graph.model) ? signature : signature.input("seed", graph.step))
            .build());
  }

  private static Signature.Builder signature(String name) {
    return Signature.builder(name);
  }

  private Signature.Builder withLabel(Signature.Builder signature) {
    return nodes.hasLabels() ? signature.input("label", nodes.labels) : signature;
  }
}
