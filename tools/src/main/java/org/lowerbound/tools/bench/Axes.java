package org.lowerbound.tools.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** Axes of sweeps as JSON. */
final class Axes {
  private Axes() {}

  /** Returns axes with a further one, of the seeds 1 … {@code count}. */
  static ArrayNode withSeeds(ArrayNode axes, int count) {
    ArrayNode seeds = axes.addObject().putObject("grid").putArray("seed");
    for (int seed = 1; seed <= count; seed++) {
      seeds.add(seed);
    }
    return axes;
  }

  /** Returns no axes. */
  static ArrayNode none() {
    return Json.object().putArray("axes");
  }

  /** Returns what sets the length of a training. */
  static ObjectNode steps(long steps) {
    ObjectNode trial = Json.object();
    trial.putObject("training").put("steps", steps);
    return trial;
  }
}
