package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How networks are run for one batch: in training or in evaluation, with parameters that learn or
 * that are held fixed, with labels or without.
 *
 * <p>Every network is handed one, so that nothing is in a mode that somebody forgot to set. In
 * training a layer may be random (dropout) or look at its whole batch (batch normalisation); in
 * evaluation each output is a function of its own input alone.
 */
public final class Pass {
  private static final Pass EVALUATION =
      new Pass(Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

  private final Optional<Training> training;
  private final boolean frozen;
  private final Optional<Labels> labels;
  private final Optional<Condition> condition;
  private final Optional<ParameterReader> reader;

  /** Where parameters are read that are not in the graph themselves. */
  @FunctionalInterface
  interface ParameterReader {
    /** Returns what stands for a parameter. */
    Operand<TFloat32> read(Ops tf, Operand<TFloat32> parameter);
  }

  /**
   * The labels of a batch.
   *
   * @param asked whether anything has asked for them: in this pass, then in those that it is part
   *     of
   */
  private record Labels(
      Operand<TFloat32> oneHot, boolean complete, ImmutableList<AtomicBoolean> asked) {}

  /** What conditional distributions are given in place of labels, and whether they asked for it. */
  private record Condition(Operand<TFloat32> values, AtomicBoolean asked) {}

  /** The noise of a training pass, which layers have drawn from it, and which have learned. */
  private record Training(NoiseSource noise, Set<String> drawn, Set<String> learned) {}

  private Pass(
      Optional<Training> training,
      boolean frozen,
      Optional<Labels> labels,
      Optional<Condition> condition,
      Optional<ParameterReader> reader) {
    this.training = training;
    this.frozen = frozen;
    this.labels = labels;
    this.condition = condition;
    this.reader = reader;
  }

  /** Returns a pass of a training step. */
  public static Pass training(NoiseSource noise) {
    return new Pass(
        Optional.of(new Training(noise, new HashSet<>(), new HashSet<>())),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns a pass outside training. */
  public static Pass evaluation() {
    return EVALUATION;
  }

  /** Returns a pass outside training, in another graph than that of the parameters. */
  static Pass reading(ParameterReader reader) {
    return new Pass(
        Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.of(reader));
  }

  /**
   * Returns the same pass with the label of every observation, one-hot, {@code [B, classes]}. An
   * objective may try others than those of the data: networks cannot tell.
   */
  public Pass withLabels(Operand<TFloat32> oneHot) {
    return with(oneHot, true);
  }

  /**
   * Returns the same pass with labels of which some may be unknown.
   *
   * @param oneHot {@code [B, classes]}, with a row of zeros where the label is unknown
   */
  public Pass withSomeLabels(Operand<TFloat32> oneHot) {
    return with(oneHot, false);
  }

  private Pass with(Operand<TFloat32> oneHot, boolean complete) {
    return with(new Labels(oneHot, complete, ImmutableList.of(new AtomicBoolean())));
  }

  private Pass with(Labels given) {
    return new Pass(training, frozen, Optional.of(given), condition, reader);
  }

  /**
   * Returns the same pass, of which it is not known whether anything asks for its labels. What asks
   * for them here asks for them in this pass, too.
   */
  public Pass unasked() {
    return labels
        .map(
            given ->
                with(
                    new Labels(
                        given.oneHot(),
                        given.complete(),
                        ImmutableList.<AtomicBoolean>builder()
                            .add(new AtomicBoolean())
                            .addAll(given.asked())
                            .build())))
        .orElse(this);
  }

  /**
   * Returns the same pass with what conditional distributions are given in place of the labels.
   *
   * @param values {@code [B, size]}
   */
  public Pass withCondition(Operand<TFloat32> values) {
    return new Pass(
        training, frozen, labels, Optional.of(new Condition(values, new AtomicBoolean())), reader);
  }

  /** Returns the same pass with parameters that pass no gradient. */
  public Pass freeze() {
    return new Pass(training, true, labels, condition, reader);
  }

  /** Returns the pass with the same parameters and labels outside training. */
  public Pass outsideTraining() {
    return new Pass(Optional.empty(), frozen, labels, condition, reader);
  }

  /** Returns whether this is a pass of a training step. */
  public boolean isTraining() {
    return training.isPresent();
  }

  /**
   * Returns whether a layer is to learn what it learns without a gradient, such as running
   * statistics: in training, unless its parameters are held fixed, and once, where a network is run
   * twice, as the generative networks of a ladder are for posterior and prior.
   */
  public boolean learns(String layer) {
    return !frozen && training.isPresent() && training.get().learned().add(layer);
  }

  /**
   * Returns the labels of the batch, one-hot, {@code [B, classes]}, with a row of zeros where the
   * label is unknown.
   */
  public Optional<Operand<TFloat32>> labels() {
    labels.ifPresent(given -> given.asked().forEach(asked -> asked.set(true)));
    return labels.map(Labels::oneHot);
  }

  /** Returns 1 where the label is known and 0 where it is not, {@code [B]}. */
  public Optional<Operand<TFloat32>> known(Ops tf) {
    return labels().map(oneHot -> tf.reduceSum(oneHot, tf.constant(1)));
  }

  /** Returns whether there are labels and all of them are known, whatever the batch. */
  public boolean knowsEveryLabel() {
    return labels.isPresent() && labels.get().complete();
  }

  /**
   * Returns the labels of the batch for what cannot do without any of them, one-hot, {@code [B,
   * classes]}.
   *
   * @param who needs them, for the message
   * @throws IllegalArgumentException if there are none, or some may be unknown
   */
  public Operand<TFloat32> everyLabel(String who) {
    checkArgument(labels.isPresent(), "%s is run without labels, but needs them", who);
    checkArgument(
        knowsEveryLabel(),
        "%s needs the label of every observation, but the data set keeps those of a part of the"
            + " train split; \"labels\": true keeps all",
        who);
    return labels().orElseThrow();
  }

  /**
   * Returns what conditional distributions are given, {@code [B, size]}: the label of every
   * observation, unless the model says what it is.
   *
   * @param who needs it, for the message
   * @throws IllegalArgumentException if that is the labels, and there are none or some may be
   *     unknown
   */
  public Operand<TFloat32> condition(String who) {
    condition.ifPresent(given -> given.asked().set(true));
    return condition.<Operand<TFloat32>>map(Condition::values).orElseGet(() -> everyLabel(who));
  }

  /** Returns whether something has asked for what distributions are given in place of labels. */
  public boolean usesCondition() {
    return condition.isPresent() && condition.get().asked().get();
  }

  /** Returns whether there are labels that nothing has asked for. */
  public boolean ignoresLabels() {
    return labels.isPresent() && !labels.get().asked().get(0).get();
  }

  /** Returns whether there are labels that something has asked for. */
  public boolean usesLabels() {
    return labels.isPresent() && !ignoresLabels();
  }

  /** Returns a parameter as this pass sees it. */
  public Operand<TFloat32> parameter(Ops tf, Operand<TFloat32> parameter) {
    Operand<TFloat32> read =
        reader.<Operand<TFloat32>>map(of -> of.read(tf, parameter)).orElse(parameter);
    return frozen ? tf.stopGradient(read) : read;
  }

  /**
   * Returns the noise of a random layer in training.
   *
   * @param layer its name; a second draw for the same layer is refused, as the density that it
   *     would give is that of another network than the first
   */
  public NoiseSource noiseFor(String layer) {
    Training ofStep = training.orElseThrow(() -> new IllegalStateException("not in training"));
    checkArgument(
        ofStep.drawn().add(layer),
        "noise in %s: this model or objective runs the network twice in a step, and the noise would"
            + " be another each time; without dropout or corruption there it works",
        layer);
    return ofStep.noise();
  }
}
