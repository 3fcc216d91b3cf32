package org.lowerbound.training;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.TypeNames;

/**
 * What a training takes of the state that another has left.
 *
 * <p>Parameters are taken as training left them, not their moving averages: an average is a state
 * beside them, as the moments of an optimizer are. Of a training that keeps its best state that one
 * is taken, but for one whose optimizer goes on: its state is of the last step.
 *
 * @param values those of the variables that do not keep their own first values
 * @param updates the number of updates of each turn that count as made; all 0 but where the state
 *     of the optimizer is taken
 * @param lines what was taken and what was not, for people
 */
record Inheritance(
    ImmutableMap<String, float[]> values, ImmutableLongArray updates, ImmutableList<String> lines) {
  /**
   * Takes what fits.
   *
   * @param spec the training that starts
   * @param observed what its model is told of the data
   * @param here its variables, of model, objective and optimizer
   * @param turns the number of turns of its objective
   * @throws IllegalArgumentException if the models do not fit; the message names the variables
   */
  static Inheritance of(
      TrialSpec spec, ObservedData observed, Variables here, int turns, FirstValues from) {
    InitSpec init = spec.init().orElseThrow();
    try (ModelGraph there =
        ModelGraph.build(from.spec().model(), from.observed(), from.spec().seed())) {
      ModelMatch match = ModelMatch.of(here, there.variables, init.parts());
      Map<String, float[]> values = parameters(spec, here, match, from, from.end().trained());
      ImmutableList.Builder<String> lines = ImmutableList.builder();
      lines.add("starts from " + from.name()).addAll(match.lines());
      if (!observed.standardization().equals(from.observed().standardization())) {
        lines.add("its data were standardised otherwise: its parameters are of other units");
      }
      ImmutableLongArray updates = ImmutableLongArray.copyOf(new long[turns]);
      if (init.optimizer()) {
        Optional<String> objection = objection(spec, here, turns, from, values);
        if (objection.isEmpty()) {
          // The moments of an optimizer go with the parameters of the last step.
          Map<String, float[]> end = from.end().variables();
          values = parameters(spec, here, match, from, end);
          Map<String, float[]> all = values;
          here.slots().keySet().stream()
              .filter(name -> fits(name, here, end))
              .filter(
                  name ->
                      here.groups().get(name) != ParameterGroup.OBJECTIVE
                          || sameObjective(spec, from))
              .forEach(name -> all.put(name, end.get(name)));
          updates = from.end().progress().updates();
        }
        lines.add(
            objection
                .map(reason -> "does not take the state of its optimizer: " + reason)
                .orElse("takes the state of its optimizer"));
      }
      return new Inheritance(ImmutableMap.copyOf(values), updates, lines.build());
    }
  }

  /** Returns the parameters that are taken of a state, where averages start, too. */
  private static Map<String, float[]> parameters(
      TrialSpec spec,
      Variables here,
      ModelMatch match,
      FirstValues from,
      Map<String, float[]> state) {
    Map<String, float[]> values = new LinkedHashMap<>();
    match.taken().forEach(name -> values.put(name, state.get(name)));
    if (spec.init().orElseThrow().parts() == InitParts.ALL && sameObjective(spec, from)) {
      here.parameters().stream()
          .filter(parameter -> parameter.group() == ParameterGroup.OBJECTIVE)
          .filter(parameter -> fits(parameter.name(), here, state))
          .forEach(parameter -> values.put(parameter.name(), state.get(parameter.name())));
    }
    for (Parameter parameter : here.parameters()) {
      if (values.containsKey(parameter.name()) && here.slots().containsKey(average(parameter))) {
        values.put(average(parameter), values.get(parameter.name()));
      }
    }
    return values;
  }

  /**
   * Checks that a training can start from another, without the values.
   *
   * @param spec the one that starts
   * @param observed what its model is told of the data
   * @param origin the other
   * @param ofOrigin what the other's model is told
   * @throws IllegalArgumentException if their models do not fit; the message names the variables
   */
  static void check(
      TrialSpec spec, ObservedData observed, TrialSpec origin, ObservedData ofOrigin) {
    try (ModelGraph here = ModelGraph.build(spec.model(), observed, spec.seed());
        ModelGraph there = ModelGraph.build(origin.model(), ofOrigin, origin.seed())) {
      ModelMatch.of(here.variables, there.variables, spec.init().orElseThrow().parts());
    }
  }

  private static String average(Parameter parameter) {
    return Variables.AVERAGE + parameter.name();
  }

  private static boolean sameObjective(TrialSpec spec, FirstValues from) {
    return spec.objective().getClass().equals(from.spec().objective().getClass());
  }

  private static boolean fits(String name, Variables here, Map<String, float[]> end) {
    return end.containsKey(name) && end.get(name).length == here.slots().get(name).shape().size();
  }

  /**
   * Returns why the state of the optimizer is none of this training's. One count of updates is for
   * all parameters of a turn: it is right only if all of them go on.
   */
  private static Optional<String> objection(
      TrialSpec spec, Variables here, int turns, FirstValues from, Map<String, float[]> values) {
    if (!spec.optimizer().getClass().equals(from.spec().optimizer().getClass())) {
      return Optional.of(
          "that is %s, this is %s"
              .formatted(TypeNames.of(from.spec().optimizer()), TypeNames.of(spec.optimizer())));
    }
    int turnsThere = from.end().progress().updates().length();
    if (turns != turnsThere || (turns > 1 && !sameObjective(spec, from))) {
      return Optional.of(
          "the steps of %s take other turns than those of %s"
              .formatted(TypeNames.of(from.spec().objective()), TypeNames.of(spec.objective())));
    }
    ImmutableList<String> anew =
        here.parameters().stream()
            .map(Parameter::name)
            .filter(name -> !values.containsKey(name))
            .collect(toImmutableList());
    return anew.isEmpty()
        ? Optional.empty()
        : Optional.of("its updates are not those of what starts anew: " + ModelMatch.listed(anew));
  }
}
