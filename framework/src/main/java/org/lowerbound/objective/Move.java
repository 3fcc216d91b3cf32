package org.lowerbound.objective;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.network.ParameterGroup;

/** What a step does to parameters. */
public sealed interface Move permits Descent, Assignment, Average {
  /** Returns the groups whose parameters it moves. */
  ImmutableSet<ParameterGroup> groups();

  /** Returns what it does to those of its groups that are among {@code others}, if any is. */
  Optional<? extends Move> restrictedTo(ImmutableSet<ParameterGroup> others);
}
