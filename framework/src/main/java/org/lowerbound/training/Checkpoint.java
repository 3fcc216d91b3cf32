package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.evaluation.KlHistory;

/**
 * All that a training needs to go on as if it had never stopped. There is no generator state: noise
 * is a function of the seed and the step.
 *
 * @param progress how far it has come
 * @param epoch what the steps of an epoch that is not yet reported gave
 * @param firstSkip which step was skipped first, and why
 * @param variables parameters, optimizer slots and the objective's states by name
 * @param kept those that make the trained model, where they are not the last ones: what they were
 *     at the best look at the validation split. Empty if the last ones are, or there was no look
 * @param unitKls how the KL of each latent unit went so far
 */
public record Checkpoint(
    Progress progress,
    EpochSums epoch,
    Optional<String> firstSkip,
    ImmutableMap<String, float[]> variables,
    ImmutableMap<String, float[]> kept,
    KlHistory unitKls) {
  /** Makes one of a training that looked at no KL of units. */
  Checkpoint(
      Progress progress,
      EpochSums epoch,
      Optional<String> firstSkip,
      ImmutableMap<String, float[]> variables,
      ImmutableMap<String, float[]> kept) {
    this(progress, epoch, firstSkip, variables, kept, KlHistory.NONE);
  }

  /** Returns the variables of the trained model, and with them what it does not look at. */
  public ImmutableMap<String, float[]> trained() {
    return trained(variables, kept);
  }

  /** Returns variables with those that are kept in their place. */
  static ImmutableMap<String, float[]> trained(
      Map<String, float[]> variables, Map<String, float[]> kept) {
    Map<String, float[]> trained = new LinkedHashMap<>(variables);
    trained.putAll(kept);
    return ImmutableMap.copyOf(trained);
  }
}
