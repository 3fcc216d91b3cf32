package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.lowerbound.network.ParameterGroup;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A scalar that is differentiated and minimised; its value is never reported.
 *
 * @param value scalar
 * @param groups the parameters it is differentiated by; for all others it is a constant
 */
public record Surrogate(Operand<TFloat32> value, ImmutableSet<ParameterGroup> groups) {
  /** Checks the argument. */
  public Surrogate {
    checkArgument(!groups.isEmpty(), "a surrogate must be differentiated by some parameters");
  }

  /** Returns the surrogate for those of its groups that are among {@code others}. */
  public Surrogate restrictedTo(ImmutableSet<ParameterGroup> others) {
    return new Surrogate(value, Sets.intersection(groups, others).immutableCopy());
  }
}
