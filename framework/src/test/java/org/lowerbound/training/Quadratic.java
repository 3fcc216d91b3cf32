package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.network.Fill;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.objective.Loss;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The loss ½ Σ aᵢ (θᵢ − cᵢ)² over two parameters, {@code first} (2 values) and {@code second} (1),
 * with the update of an optimizer.
 */
final class Quadratic implements AutoCloseable {
  static final double[] START = {1, -2, 0.5};

  /** From steep to so flat that an ε of 10⁻⁴ is no smaller than the gradient. */
  private static final double[] CURVATURE = {2, 0.3, 5e-4};

  private static final double[] CENTRE = {-0.5, 0.25, 0.1};

  private final ModelGraph model = Trials.parameters();
  private final Ops tf = model.tf;
  private final Variables variables = model.variables;
  private final StepScalars scalars = model.scalars;
  private final Op update;
  private final Session session;

  Quadratic(Optimizer optimizer, Optional<Double> clipNorm) {
    ParameterStore parameters = variables.in(ParameterGroup.DECODER, model.states);
    Operand<TFloat32> first =
        parameters.create(
            "first", Shape.of(2), new Fill(ImmutableDoubleArray.of(START[0], START[1])));
    Operand<TFloat32> second = parameters.create("second", Shape.of(1), Fill.of(START[2], 1));
    Operand<TFloat32> loss =
        tf.math.add(
            half(first, floats(CURVATURE, 0, 2), floats(CENTRE, 0, 2)),
            half(second, floats(CURVATURE, 2, 3), floats(CENTRE, 2, 3)));
    this.update =
        new Updates(
                model,
                Loss.minimizing(loss, tf.math.neg(loss), ImmutableMap.of()),
                optimizer,
                clipNorm)
            .build()
            .get(0);
    this.session = new Session(model.graph);
    variables
        .slots()
        .forEach(
            (name, slot) -> {
              try (TFloat32 value =
                  TFloat32.tensorOf(slot.shape(), DataBuffers.of(slot.initial(), true, false))) {
                session.runner().feed(slot.input(), value).addTarget(slot.assign()).run().close();
              }
            });
  }

  /** Returns the gradient in double precision. */
  static double[] gradient(double[] theta) {
    double[] gradient = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      gradient[i] = CURVATURE[i] * (theta[i] - CENTRE[i]);
    }
    return gradient;
  }

  void step(Time time) {
    float[] values = new float[scalars.all().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) scalars.all().get(i).function().at(time);
    }
    try (TFloat32 fed = TFloat32.vectorOf(values)) {
      session.runner().addTarget(update).feed(scalars.input(), fed).run().close();
    }
  }

  /** Returns θ. */
  double[] theta() {
    try (Result result =
        session
            .runner()
            .fetch(variables.slots().get("first").read())
            .fetch(variables.slots().get("second").read())
            .run()) {
      TFloat32 first = (TFloat32) result.get(0);
      TFloat32 second = (TFloat32) result.get(1);
      return new double[] {first.getFloat(0), first.getFloat(1), second.getFloat(0)};
    }
  }

  private Operand<TFloat32> half(Operand<TFloat32> theta, float[] curvature, float[] centre) {
    Operand<TFloat32> squared = tf.math.squaredDifference(theta, tf.constant(centre));
    return tf.math.mul(
        tf.constant(0.5f),
        tf.reduceSum(tf.math.mul(tf.constant(curvature), squared), tf.constant(0)));
  }

  private static float[] floats(double[] values, int from, int to) {
    float[] floats = new float[to - from];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[from + i];
    }
    return floats;
  }

  @Override
  public void close() {
    session.close();
    model.close();
  }
}
