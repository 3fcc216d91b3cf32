package org.lowerbound.model.prior;

import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A prior in a graph of its own, with a linear encoder and with a label, for those that ask. */
final class BuiltPrior implements AutoCloseable {
  static final int CLASSES = 4;
  static final int LABEL = 2;
  static final int X = 3;

  final GraphHarness harness = new GraphHarness();
  final InputParameters parameters = new InputParameters(harness, 5);

  /** One label. */
  final Operand<TFloat32> label = harness.input(Shape.of(1, CLASSES), oneHot(LABEL));

  final Conditional<Sampleable> encoder;
  final Prior prior;
  final Distribution distribution;

  BuiltPrior(PriorCase family) {
    this(family.prior(), family.space().dimension(), new DiagonalNormalPosterior(ScaleLink.EXP));
  }

  BuiltPrior(PriorFamily family, int latents, PosteriorFamily posterior) {
    ModelScope scope =
        parameters.scope(
            new ObservedData(
                Shape.of(X), ValueKind.REAL, ImmutableDoubleArray.of(0.2, -0.4, 0.1), CLASSES));
    ModelScope encoding = scope.in(ParameterGroup.ENCODER);
    Parameterization<Sampleable> parameterization = posterior.build(encoding, "encoder", latents);
    this.encoder =
        Conditional.of(
            PriorCase.LINEAR.build(
                encoding.parameters(), "encoder", Shape.of(X), parameterization.heads()),
            parameterization);
    this.prior = family.build(scope.in(ParameterGroup.PRIOR), latents, encoder);
    for (String name : parameters.byName().keySet()) {
      float[] values = parameters.values(name);
      for (int i = 0; i < values.length; i++) {
        values[i] = 0.6f * values[i] + 0.25f * (i % 4 - 1.5f);
      }
      harness.set(parameters.byName().get(name), values);
    }
    this.distribution = prior.distribution(harness.tf(), Pass.evaluation().withLabels(label));
  }

  static float[] oneHot(int label) {
    float[] values = new float[CLASSES];
    values[label] = 1;
    return values;
  }

  /** Returns log p at points, row after row. */
  float[] logProb(int dimension, float... points) {
    Operand<TFloat32> z = harness.input(Shape.of(points.length / dimension, dimension), points);
    return harness.run(distribution.logProb(harness.tf(), z));
  }

  @Override
  public void close() {
    harness.close();
  }
}
