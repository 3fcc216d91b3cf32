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
 * The moves that one step makes; none, if it only collects. All are computed from the same
 * parameters, then all parameters move.
 *
 * @param name a word for the log
 * @param moves the moves; no group may be in two of them
 */
public record Turn(String name, ImmutableList<Move> moves) {
  /** Checks the arguments. */
  public Turn {
    Set<ParameterGroup> seen = EnumSet.noneOf(ParameterGroup.class);
    for (Move move : moves) {
      for (ParameterGroup group : move.groups()) {
        checkArgument(seen.add(group), "two moves of the %s's parameters", group.label());
      }
    }
  }

  /** Returns a turn of descents. */
  public static Turn of(String name, Iterable<Descent> descents) {
    return new Turn(name, ImmutableList.copyOf(descents));
  }

  /** Returns the descents among the moves. */
  public ImmutableList<Descent> descents() {
    return only(Descent.class);
  }

  /** Returns the moves of one kind. */
  public <M extends Move> ImmutableList<M> only(Class<M> kind) {
    return moves.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns the groups that move. */
  public ImmutableSet<ParameterGroup> groups() {
    return moves.stream()
        .flatMap(move -> move.groups().stream())
        .collect(Sets.toImmutableEnumSet());
  }

  /** Returns a turn in which only groups among {@code others} move. */
  public Turn restrictedTo(String newName, ImmutableSet<ParameterGroup> others) {
    return new Turn(
        newName,
        moves.stream()
            .map(move -> move.restrictedTo(others))
            .flatMap(Optional::stream)
            .collect(ImmutableList.toImmutableList()));
  }

  /** Returns the turn with a further move. */
  public Turn with(Move further) {
    return new Turn(name, ImmutableList.<Move>builder().addAll(moves).add(further).build());
  }
}
