package org.lowerbound.experiment.config;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lowerbound.spec.Default;

/** Small specs of every kind that a configuration may hold. */
final class TestSpecs {
  private TestSpecs() {}

  enum Activation {
    RELU,
    TANH,
    LEAKY_RELU
  }

  interface Schedule {}

  record Constant(double value) implements Schedule {
    Constant {
      checkArgument(value >= 0, "value must not be negative but is %s", value);
    }
  }

  record Linear(double from, double to, Span over) implements Schedule {}

  record Span(OptionalInt epochs, OptionalLong steps) {
    Span {
      checkArgument(epochs.isPresent() != steps.isPresent(), "needs either epochs or steps");
    }
  }

  interface Objective {}

  record Elbo(@Default("1.0") Schedule beta) implements Objective {}

  record Iwae(int samples, @Default("\"elbo\"") Objective warmUp) implements Objective {
    Iwae {
      checkArgument(samples >= 1, "samples must be at least 1 but is %s", samples);
    }
  }

  interface Layer {}

  record Dense(int units, @Default("\"tanh\"") Activation activation) implements Layer {}

  record Residual(ImmutableList<Layer> inner) implements Layer {}

  record Dropout(@Default("0.5") double rate) implements Layer {}

  record Trial(
      Objective objective,
      @Default("[]") List<Layer> layers,
      @Default("[200, 200]") ImmutableList<Integer> hidden,
      @Default("{}") ImmutableMap<String, Schedule> weights,
      Optional<Schedule> warmUp,
      OptionalDouble clip,
      Optional<String> note,
      Optional<JsonNode> raw,
      @Default("true") boolean shuffle,
      long seed) {}

  static SpecTypes types() {
    return SpecTypes.builder()
        .add(Schedule.class, "constant", Constant.class)
        .add(Schedule.class, "linear", Linear.class)
        .numberShorthand(Schedule.class, Constant.class)
        .add(Objective.class, "elbo", Elbo.class)
        .add(Objective.class, "iwae", Iwae.class)
        .add(Layer.class, "dense", Dense.class)
        .add(Layer.class, "residual", Residual.class)
        .add(Layer.class, "dropout", Dropout.class)
        .build();
  }
}
