package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Assignment;
import org.lowerbound.objective.Average;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.objective.Turn;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The updates that the steps of a training make, one op for each of the loss's turns.
 *
 * <p>No variable changes before all gradients of the turn, all reported values and all new states
 * are there, and the gradients and reported values are found finite: a kernel that updates in place
 * must not overtake one that still reads the old value, and a step with a NaN must leave everything
 * as it was.
 */
final class Updates {
  /** What the check of a step says when it fails; the session looks for it. */
  static final String NON_FINITE = "non-finite loss or gradient";

  private final Ops tf;
  private final Loss loss;
  private final Variables variables;
  private final States states;
  private final Optimizer optimizer;
  private final Optional<Double> clipNorm;
  private final StepScalars scalars;
  private final Gradients gradients;
  private final Map<String, Optimizer.Rule> rules = new HashMap<>();
  private final Map<Average, Operand<TFloat32>> shares = new HashMap<>();
  private final List<ImmutableList<Check>> checks = new ArrayList<>();

  Updates(ModelGraph model, Loss loss, Optimizer optimizer, Optional<Double> clipNorm) {
    this.tf = model.tf;
    this.loss = loss;
    this.variables = model.variables;
    this.states = model.states;
    this.optimizer = optimizer;
    this.clipNorm = clipNorm;
    this.scalars = model.scalars;
    this.gradients = new Gradients(model.graph, variables.parameters());
  }

  /**
   * Adds the updates.
   *
   * @return the op of each turn
   * @throws IllegalArgumentException if no turn moves some parameter, or a surrogate does not
   *     depend on one that it should move
   */
  ImmutableList<Op> build() {
    String unmoved =
        variables.parameters().stream()
            .filter(parameter -> turnsOf(parameter.group()).isEmpty())
            .map(Parameter::name)
            .collect(Collectors.joining(", "));
    checkArgument(unmoved.isEmpty(), "no descent of the objective moves %s", unmoved);
    loss.turns().forEach(this::checkMoves);
    boolean descends = loss.turns().stream().anyMatch(turn -> !turn.descents().isEmpty());
    checkArgument(
        clipNorm.isEmpty() || descends, "clipNorm limits gradients, but this objective takes none");
    checkArgument(
        descends || loss.turns().stream().allMatch(turn -> turn.only(Average.class).isEmpty()),
        "average is a mean over the steps of a descent, but this objective takes none: most of it"
            + " would be the first values; without \"average\" it works");
    return loss.turns().stream().map(this::update).collect(ImmutableList.toImmutableList());
  }

  /** Checks that a turn's descents move something: a model may have no encoder, say. */
  private void checkMoves(Turn turn) {
    checkArgument(
        turn.descents().isEmpty()
            || turn.descents().stream().anyMatch(descent -> !moved(descent).isEmpty()),
        "the steps of the %s would move nothing: this model has no such parameters",
        turn.name());
  }

  /**
   * What must be finite for a step to be made.
   *
   * @param name what it is, for people
   * @param value a scalar
   */
  record Check(String name, Operand<TFloat32> value) {}

  /** Returns what is checked in the steps of each turn, once the updates are built. */
  ImmutableList<ImmutableList<Check>> checks() {
    return ImmutableList.copyOf(checks);
  }

  private Op update(Turn turn) {
    ImmutableMap<Parameter, Operand<TFloat32>> byParameter = gradients.of(turn.descents());
    ImmutableList<Descent> descents =
        turn.descents().stream()
            .filter(descent -> !moved(descent).isEmpty())
            .collect(ImmutableList.toImmutableList());
    Map<Descent, Operand<TFloat32>> halfSquares = new HashMap<>(); // ½ |g|²
    ImmutableList.Builder<Check> checked = ImmutableList.builder();
    loss.reported().forEach((name, value) -> checked.add(new Check(name, value)));
    for (Descent descent : descents) {
      List<Operand<TFloat32>> ofDescent = new ArrayList<>();
      for (Parameter parameter : moved(descent)) {
        ofDescent.add(tf.nn.l2Loss(byParameter.get(parameter)));
      }
      halfSquares.put(descent, tf.math.addN(ofDescent));
      checked.add(new Check("the gradient of " + descent.name(), halfSquares.get(descent)));
      for (Surrogate surrogate : descent.surrogates()) {
        checked.add(new Check("the surrogate of " + descent.name(), surrogate.value()));
      }
    }
    for (Assignment assignment : turn.only(Assignment.class)) {
      checkComplete(assignment);
      assignment
          .values()
          .forEach(
              (name, value) ->
                  checked.add(new Check(name + " by " + assignment.name(), tf.nn.l2Loss(value))));
    }
    checks.add(checked.build());
    Op finite =
        tf.withControlDependencies(ImmutableList.copyOf(states.values()))
            .assertThat(
                tf.math.isFinite(
                    tf.math.addN(
                        checked.build().stream().<Operand<TFloat32>>map(Check::value).toList())),
                List.of(tf.constant(NON_FINITE)));
    Ops after = tf.withControlDependencies(List.of(finite));
    List<Op> updates = new ArrayList<>(states.assign(after));
    for (Descent descent : descents) {
      Optional<Operand<TFloat32>> scale = clipping(halfSquares.get(descent));
      for (Parameter parameter : moved(descent)) {
        Operand<TFloat32> gradient = byParameter.get(parameter);
        Operand<TFloat32> used =
            scale.<Operand<TFloat32>>map(s -> after.math.mul(gradient, s)).orElse(gradient);
        updates.add(
            rule(descent, parameter.group())
                .apply(after, parameter.name(), parameter.variable(), used, variables::ofRule));
      }
    }
    for (Assignment assignment : turn.only(Assignment.class)) {
      for (Parameter parameter : of(assignment.groups())) {
        updates.add(after.assign(parameter.variable(), assignment.values().get(parameter.name())));
      }
    }
    for (Average average : turn.only(Average.class)) {
      List<Op> before = new ArrayList<>(updates);
      before.add(finite); // A turn may move nothing.
      updates.addAll(averages(tf.withControlDependencies(before), average));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  /**
   * Adds the updates of the averages.
   *
   * @param after runs when the parameters have moved
   */
  private List<Op> averages(Ops after, Average average) {
    Operand<TFloat32> share =
        shares.computeIfAbsent(
            average,
            of ->
                scalars
                    .in("average.", allTurns())
                    .scalar("share", time -> of.share(time.update())));
    List<Op> updates = new ArrayList<>();
    for (Parameter parameter : of(ParameterGroup.MODEL)) {
      Variable<TFloat32> kept = variables.average(parameter);
      Operand<TFloat32> moved = after.identity(parameter.variable());
      updates.add(
          after.assignSub(
              kept, after.math.mul(share, after.math.sub(after.identity(kept), moved))));
    }
    return updates;
  }

  /** Checks that an assignment sets all parameters of its group, and no others. */
  private void checkComplete(Assignment assignment) {
    ImmutableSet<String> names =
        of(assignment.groups()).stream()
            .map(Parameter::name)
            .collect(ImmutableSet.toImmutableSet());
    checkArgument(
        names.equals(assignment.values().keySet()),
        "%s sets %s, but the parameters of the %s are %s",
        assignment.name(),
        assignment.values().keySet(),
        assignment.group().label(),
        names);
  }

  private ImmutableList<Parameter> moved(Descent descent) {
    return of(descent.groups());
  }

  private ImmutableList<Parameter> of(ImmutableSet<ParameterGroup> groups) {
    return variables.parameters().stream()
        .filter(parameter -> groups.contains(parameter.group()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns the factor that keeps the norm of a descent's gradient within its limit. */
  private Optional<Operand<TFloat32>> clipping(Operand<TFloat32> halfSquare) {
    return clipNorm.map(
        limit -> {
          Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), halfSquare));
          Operand<TFloat32> longest = tf.constant(limit.floatValue());
          return tf.math.div(longest, tf.math.maximum(norm, longest));
        });
  }

  /**
   * Returns the update rule of a descent for a group. Groups that move in the same turns share one,
   * and with it the count of their updates.
   */
  private Optimizer.Rule rule(Descent descent, ParameterGroup group) {
    String owner = descent.optimizer().isPresent() ? descent.name() + "." : "";
    long clocks =
        loss.turns().stream()
            .flatMap(turn -> turn.descents().stream())
            .filter(other -> other.optimizer().equals(descent.optimizer()))
            .flatMap(other -> moved(other).stream())
            .map(parameter -> turnsOf(parameter.group()))
            .distinct()
            .count();
    return rules.computeIfAbsent(
        clocks == 1 ? owner : owner + group.label() + ".",
        prefix -> built(descent.optimizer().orElse(optimizer), scalars.in(prefix, turnsOf(group))));
  }

  private Optimizer.Rule built(Optimizer rule, ScheduledInputs inputs) {
    return NothingBuiltException.check(rule, rule.build(tf, inputs));
  }

  private ImmutableSet<Integer> allTurns() {
    return IntStream.range(0, loss.turns().size()).boxed().collect(ImmutableSet.toImmutableSet());
  }

  private ImmutableSet<Integer> turnsOf(ParameterGroup group) {
    return IntStream.range(0, loss.turns().size())
        .filter(i -> loss.turns().get(i).groups().contains(group))
        .boxed()
        .collect(ImmutableSet.toImmutableSet());
  }
}
