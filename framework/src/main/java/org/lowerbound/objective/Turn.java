package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.lowerbound.network.ParameterGroup;

/**
 * The descents that one step makes. All gradients are taken at the same parameters, then all
 * parameters move.
 *
 * @param name a word for the log
 * @param descents the descents; no group may be in two of them
 */
public record Turn(String name, ImmutableList<Descent> descents) {
  /** Checks the arguments. */
  public Turn {
    Set<ParameterGroup> seen = EnumSet.noneOf(ParameterGroup.class);
    for (Descent descent : descents) {
      for (ParameterGroup group : descent.groups()) {
        checkArgument(seen.add(group), "two descents of the %s's parameters", group.label());
      }
    }
  }

  /** Returns the groups that move. */
  public ImmutableSet<ParameterGroup> groups() {
    return descents.stream()
        .flatMap(descent -> descent.groups().stream())
        .collect(Sets.toImmutableEnumSet());
  }

  /** Returns a turn in which only groups among {@code others} move. */
  public Turn restrictedTo(String newName, ImmutableSet<ParameterGroup> others) {
    return new Turn(
        newName,
        descents.stream()
            .map(descent -> descent.restrictedTo(others))
            .flatMap(Optional::stream)
            .collect(ImmutableList.toImmutableList()));
  }
}
