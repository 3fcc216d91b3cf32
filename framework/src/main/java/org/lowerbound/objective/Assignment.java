package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.network.ParameterGroup;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Sets all parameters of a group, as an M step in closed form does.
 *
 * @param name a word for messages
 * @param group whose parameters are set
 * @param values the new value of each, by its name
 */
public record Assignment(
    String name, ParameterGroup group, ImmutableMap<String, Operand<TFloat32>> values)
    implements Move {
  /** Checks the arguments. */
  public Assignment {
    checkArgument(!values.isEmpty(), "an assignment must set a parameter");
  }

  @Override
  public ImmutableSet<ParameterGroup> groups() {
    return ImmutableSet.of(group);
  }

  @Override
  public Optional<Assignment> restrictedTo(ImmutableSet<ParameterGroup> others) {
    return others.contains(group) ? Optional.of(this) : Optional.empty();
  }
}
