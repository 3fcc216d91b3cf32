package org.lowerbound.graph;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Counts the turns of the loops of a graph, for those who wait for them: a run of a session that
 * draws observations may take minutes, and is otherwise silent until its end.
 *
 * <p>A loop's body adds 1 to a variable, once what the turn computes is there. Another run of the
 * same session may read it at any time. The values of the loop do not depend on it.
 *
 * <p>A body sees no nodes of the graph around it, but a resource has a name, by which each makes a
 * handle of its own. So a graph counts if its owner has asked for it before loops are added, and
 * one that is written to a file does not, where nobody would set the variable to 0.
 */
public final class LoopTurns {
  private static final String NAME = "LoopTurns";

  /** The name of a node that is there if any loop is. */
  private static final String ANY = NAME + ".any";

  /** The name of a node behind a loop, which tells how many turns the loop makes. */
  private static final Pattern MARK = Pattern.compile("(?:.*/)?" + NAME + "\\.of(\\d+)(?:_\\d+)?");

  private static final DeviceSpec HOST =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();

  private final Graph graph;
  private final Op start;
  private final Operand<TInt64> made;

  private LoopTurns(Graph graph, Op start, Operand<TInt64> made) {
    this.graph = graph;
    this.start = start;
    this.made = made;
  }

  /** Has all loops that are added to a graph from now on count their turns. */
  public static LoopTurns countedIn(Ops tf) {
    VarHandleOp variable = handle(tf.withName(NAME));
    return new LoopTurns(
        (Graph) tf.scope().env(),
        tf.assignVariableOp(variable, tf.constant(0L)),
        tf.readVariableOp(variable.resource(), TInt64.class));
  }

  private static VarHandleOp handle(Ops tf) {
    // Where counting is: another device would have a variable of its own under the name.
    return tf.withDevice(HOST)
        .varHandleOp(TInt64.class, Shape.scalar(), VarHandleOp.sharedName(NAME));
  }

  /** Returns what a session runs before its first loop. */
  public Op start() {
    return start;
  }

  /** Returns the node of the number of turns that all runs of the session have made, a scalar. */
  public Operand<TInt64> made() {
    return made;
  }

  /** Returns whether the graph has any loop that is counted. */
  public boolean hasLoops() {
    return graph.operation(ANY) != null;
  }

  /** Returns how many turns a run makes in which some nodes are computed. All are looked at. */
  public long of(Collection<? extends Operand<?>> fetches) {
    long turns = 0;
    for (GraphOperation node : graph.subgraphTo(new LinkedHashSet<>(fetches))) {
      Matcher mark = MARK.matcher(node.name());
      turns += mark.matches() ? Long.parseLong(mark.group(1)) : 0;
    }
    return turns;
  }

  /**
   * How one loop is counted.
   *
   * @param asked whether the graph counts
   * @param turns how many it makes
   */
  public record Loop(boolean asked, long turns) {
    /** Returns how a loop is counted that is added to a graph. */
    public static Loop in(Ops tf, long turns) {
      Graph graph = (Graph) tf.scope().env();
      boolean asked = graph.operation(NAME) != null;
      if (asked && graph.operation(ANY) == null) {
        Ops.create(graph).withName(ANY).noOp();
      }
      return new Loop(asked, turns);
    }

    /**
     * Returns a value that a turn computes, which is there once the turn is counted.
     *
     * @param body of the loop
     */
    public Operand<TFloat32> counted(Ops body, Operand<TFloat32> value) {
      if (!asked) {
        return value;
      }
      // An op with a value: of those without one, TensorFlow loses the edges when it copies a body.
      Op count =
          body.withControlDependencies(List.<Op>of(value))
              .resourceCountUpTo(handle(body).resource(), Long.MAX_VALUE, TInt64.class);
      return body.withControlDependencies(List.of(count)).identity(value);
    }

    /** Returns a value that the loop ends with, as one by which its turns are known. */
    public Operand<TFloat32> ended(Ops tf, Operand<TFloat32> value) {
      return asked ? tf.withName(NAME + ".of" + turns).identity(value) : value;
    }
  }
}
