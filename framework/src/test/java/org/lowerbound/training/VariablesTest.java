package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.objective.Loss;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class VariablesTest {
  private static final Shape WEIGHTS = Shape.of(3, 3);

  private static float[] first(long seed, String name) {
    try (Graph graph = new Graph()) {
      Variables variables = new Variables(Ops.create(graph), seed);
      variables
          .in(ParameterGroup.DECODER, new States(variables))
          .create("before", WEIGHTS, new GlorotUniform());
      variables
          .in(ParameterGroup.DECODER, new States(variables))
          .create(name, WEIGHTS, new GlorotUniform());
      return variables.slots().get(name).initial();
    }
  }

  @Test
  void firstValuesAreAFunctionOfSeedAndName() {
    assertArrayEquals(first(1, "a"), first(1, "a"));
    assertFalse(Arrays.equals(first(1, "a"), first(2, "a")));
    assertFalse(Arrays.equals(first(1, "a"), first(1, "b")));
    assertFalse(Arrays.equals(first(1, "a"), first(1, "encoder.a")));
  }

  @Test
  void parametersAreCountedAndSlotsAreNot() {
    try (Graph graph = new Graph()) {
      Variables variables = new Variables(Ops.create(graph), 1);
      variables
          .in(ParameterGroup.DECODER, new States(variables))
          .create("w", WEIGHTS, new GlorotUniform());
      variables
          .in(ParameterGroup.DECODER, new States(variables))
          .create("b", Shape.of(3), new Zeros());
      variables.slot("w.m", WEIGHTS, 0.5f);
      assertEquals(12, variables.parameterCount());
      assertEquals(
          List.of("w", "b"), variables.parameters().stream().map(Parameter::name).toList());
      assertEquals(List.of("w", "b", "w.m"), List.copyOf(variables.slots().keySet()));
      assertEquals(0.5f, variables.slots().get("w.m").initial()[8]);
    }
  }

  @Test
  void aNameIsUsedOnce() {
    try (Graph graph = new Graph()) {
      Variables variables = new Variables(Ops.create(graph), 1);
      variables
          .in(ParameterGroup.DECODER, new States(variables))
          .create("w", WEIGHTS, new GlorotUniform());
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  variables
                      .in(ParameterGroup.DECODER, new States(variables))
                      .create("w", WEIGHTS, new GlorotUniform()));
      assertEquals("there is a variable w already", error.getMessage());
    }
  }

  @Test
  void scalarsHaveNamesOfTheirOwn() {
    try (Graph graph = new Graph()) {
      StepScalars scalars = new StepScalars(Ops.create(graph));
      scalars.scalar("beta", new ConstantSchedule(1));
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> scalars.scalar("beta", new ConstantSchedule(2)));
      assertEquals("there is a scheduled scalar beta already", error.getMessage());
    }
  }

  private static String refusal(ModelGraph model, Operand<TFloat32> loss) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new Updates(
                        model,
                        Loss.minimizing(loss, model.tf.math.neg(loss), ImmutableMap.of()),
                        new Sgd(new ConstantSchedule(1), 0, false),
                        Optional.empty())
                    .build())
        .getMessage();
  }

  @Test
  void parametersThatTheLossDoesNotReachAreAnErrorWithTheirNames() {
    try (ModelGraph model = Trials.parameters()) {
      Ops tf = model.tf;
      ParameterStore parameters = model.variables.in(ParameterGroup.DECODER, model.states);
      Operand<TFloat32> used = parameters.create("used", Shape.of(2), new Zeros());
      parameters.create("forgotten", Shape.of(2), new Zeros());
      parameters.create("lost", Shape.of(2), new Zeros());
      assertEquals(
          "the loss does not depend on forgotten, lost: a model must use every parameter it makes",
          refusal(model, tf.reduceSum(tf.math.square(used), tf.constant(0))));
    }
  }

  @Test
  void aParameterOfWhichTheLossUsesButTheShapeIsAnErrorToo() {
    try (ModelGraph model = Trials.parameters()) {
      Ops tf = model.tf;
      ParameterStore parameters = model.variables.in(ParameterGroup.DECODER, model.states);
      Operand<TFloat32> used = parameters.create("used", Shape.of(2), new Zeros());
      Operand<TFloat32> shapeOnly = parameters.create("shape-only", Shape.of(2), new Zeros());
      Operand<TFloat32> scaled = tf.math.mul(used, tf.ones(tf.shape(shapeOnly), TFloat32.class));
      assertEquals(
          "the loss does not depend on shape-only: a model must use every parameter it makes",
          refusal(model, tf.reduceSum(tf.math.square(scaled), tf.constant(0))));
    }
  }
}
