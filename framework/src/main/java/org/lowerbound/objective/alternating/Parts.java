package org.lowerbound.objective.alternating;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.Turn;
import org.lowerbound.spec.TypeNames;

/**
 * The steps of an objective, and the same with one part of the model held fixed. What an objective
 * learns beside the model moves in all of them.
 *
 * @param joint moves everything
 * @param encoder moves φ
 * @param decoder moves θ
 */
record Parts(Turn joint, Turn encoder, Turn decoder) {
  /**
   * Takes an objective's steps apart.
   *
   * @throws IllegalArgumentException if the objective takes turns already
   */
  static Parts of(Loss loss, Objective objective) {
    checkArgument(
        loss.turns().size() == 1,
        "%s takes turns of its own and cannot be trained by parts once more",
        TypeNames.of(objective));
    Turn joint = loss.turns().get(0);
    return new Parts(
        new Turn("joint", joint.moves()),
        joint.restrictedTo("encoder", withOwn(ParameterGroup.INFERENCE)),
        joint.restrictedTo("decoder", withOwn(ParameterGroup.GENERATIVE)));
  }

  /** Checks that an objective is one of a model with an encoder, which can be taken apart. */
  static void checkBound(Objective objective, String who) {
    checkArgument(
        objective instanceof BoundObjective,
        "%s trains encoder and decoder in turn and needs a bound for both, such as \"elbo\", but"
            + " the objective is %s",
        who,
        TypeNames.of(objective));
  }

  private static ImmutableSet<ParameterGroup> withOwn(ImmutableSet<ParameterGroup> groups) {
    return Sets.union(groups, ImmutableSet.of(ParameterGroup.OBJECTIVE)).immutableCopy();
  }
}
