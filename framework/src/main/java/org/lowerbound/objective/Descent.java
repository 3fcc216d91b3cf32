package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.optimizer.Optimizer;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One update of some parameters: gradients that are clipped together and applied by one optimizer.
 *
 * @param name a word for messages and for the scalars of an optimizer of its own
 * @param surrogates what is minimised; no group may be in two of them
 * @param optimizer the update rule; the trial's own where there is none
 */
public record Descent(
    String name, ImmutableList<Surrogate> surrogates, Optional<Optimizer> optimizer)
    implements Move {
  /** Checks the arguments. */
  public Descent {
    Set<ParameterGroup> seen = EnumSet.noneOf(ParameterGroup.class);
    for (Surrogate surrogate : surrogates) {
      for (ParameterGroup group : surrogate.groups()) {
        checkArgument(seen.add(group), "two surrogates for the %s's parameters", group.label());
      }
    }
  }

  /** Returns a descent of all the model's parameters on one surrogate. */
  public static Descent ofModel(Operand<TFloat32> surrogate) {
    return ofModel(ImmutableList.of(new Surrogate(surrogate, ParameterGroup.MODEL)));
  }

  /** Returns a descent by the trial's optimizer. */
  public static Descent ofModel(ImmutableList<Surrogate> surrogates) {
    return new Descent("model", surrogates, Optional.empty());
  }

  @Override
  public ImmutableSet<ParameterGroup> groups() {
    return surrogates.stream()
        .flatMap(surrogate -> surrogate.groups().stream())
        .collect(Sets.toImmutableEnumSet());
  }

  @Override
  public Optional<Descent> restrictedTo(ImmutableSet<ParameterGroup> others) {
    ImmutableList<Surrogate> kept =
        surrogates.stream()
            .filter(surrogate -> !Sets.intersection(surrogate.groups(), others).isEmpty())
            .map(surrogate -> surrogate.restrictedTo(others))
            .collect(ImmutableList.toImmutableList());
    return kept.isEmpty() ? Optional.empty() : Optional.of(new Descent(name, kept, optimizer));
  }
}
