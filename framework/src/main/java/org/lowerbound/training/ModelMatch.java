package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Map;
import org.lowerbound.network.ParameterGroup;
import org.tensorflow.ndarray.Shape;

/**
 * Which variables of a model have a counterpart in another: parameters and the states beside them,
 * by name and shape.
 *
 * @param taken those that have one
 * @param missing those that the other model has not
 * @param otherShape those that have another shape there, with both shapes
 * @param otherPart those that were not asked for
 */
record ModelMatch(
    ImmutableSet<String> taken,
    ImmutableList<String> missing,
    ImmutableList<String> otherShape,
    ImmutableList<String> otherPart) {
  private static final int MOST_LISTED = 10;

  /**
   * Compares two models.
   *
   * @param here the variables of the one that takes values, and perhaps of its objective
   * @param there the variables of the one that gives them
   * @throws IllegalArgumentException if nothing fits; or if something of a whole model that is
   *     asked for has another shape
   */
  static ModelMatch of(Variables here, Variables there, InitParts parts) {
    ImmutableSet.Builder<String> taken = ImmutableSet.builder();
    ImmutableList.Builder<String> missing = ImmutableList.builder();
    ImmutableList.Builder<String> otherShape = ImmutableList.builder();
    ImmutableList.Builder<String> otherPart = ImmutableList.builder();
    for (Map.Entry<String, ParameterGroup> variable : here.groups().entrySet()) {
      String name = variable.getKey();
      if (variable.getValue() == ParameterGroup.OBJECTIVE) {
        continue;
      }
      Shape shape = here.slots().get(name).shape();
      if (!parts.includes(variable.getValue())) {
        otherPart.add(name);
      } else if (!there.groups().containsKey(name)) {
        missing.add(name);
      } else if (!there.slots().get(name).shape().equals(shape)) {
        otherShape.add(
            "%s, %s here and %s there".formatted(name, shape, there.slots().get(name).shape()));
      } else {
        taken.add(name);
      }
    }
    ModelMatch match =
        new ModelMatch(taken.build(), missing.build(), otherShape.build(), otherPart.build());
    checkArgument(
        parts != InitParts.ALL || match.otherShape.isEmpty(),
        "the model has other shapes than the one it starts from: %s; \"parts\": \"encoder\" or"
            + " \"decoder\" takes only what fits of a part",
        listed(match.otherShape));
    checkArgument(
        !match.taken.isEmpty(),
        "no variable of the model is in the one it starts from: %s",
        listed(
            ImmutableList.<String>builder()
                .addAll(match.missing)
                .addAll(otherShape.build())
                .build()));
    return match;
  }

  /** Says in a few lines what is taken and what is not. */
  ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(
        "takes %d variables of its model: %s".formatted(taken.size(), listed(taken.asList())));
    if (!missing.isEmpty()) {
      lines.add("starts anew what is not there: " + listed(missing));
    }
    if (!otherShape.isEmpty()) {
      lines.add("starts anew what has another shape: " + listed(otherShape));
    }
    if (!otherPart.isEmpty()) {
      lines.add("starts anew the other parts: " + listed(otherPart));
    }
    return lines.build();
  }

  static String listed(List<String> names) {
    int more = names.size() - MOST_LISTED;
    return String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
