package org.lowerbound.model.posterior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.codebook.CodebookAverages;
import org.lowerbound.distribution.codebook.Quantization;
import org.lowerbound.model.ModelScope;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Normal;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where the codes of a {@link VectorQuantizedPosterior} come from. */
public sealed interface Codebook {
  /** Makes the codebook. */
  Codes build(ModelScope scope, String name, int codes, int width);

  /** A codebook in a graph. */
  interface Codes {
    /** Returns the codes, {@code [N, C]}. */
    Operand<TFloat32> values(Ops tf, Pass pass);

    /** Lets the codes learn from what was nearest to them, if they do so without a gradient. */
    void learn(Ops tf, Quantization batch, Pass pass);
  }

  /** Learned with a gradient, that of the codebook loss (van den Oord et al. 2017, eq. 3). */
  record ByGradient() implements Codebook {
    @Override
    public Codes build(ModelScope scope, String name, int codes, int width) {
      Operand<TFloat32> parameter =
          scope.parameters().create(name + ".codebook", Shape.of(codes, width), first());
      return new Codes() {
        @Override
        public Operand<TFloat32> values(Ops tf, Pass pass) {
          return pass.parameter(tf, parameter);
        }

        @Override
        public void learn(Ops tf, Quantization batch, Pass pass) {}
      };
    }
  }

  /**
   * Moving averages of the vectors that were nearest to each code (van den Oord et al. 2017,
   * appendix A.1).
   *
   * @param decay γ, how much of an average stays at each step
   */
  record ByAverage(@Default("0.99") @Interval(min = 0, below = 1) double decay)
      implements Codebook {
    /** Of the Laplace smoothing of cluster sizes, as in the authors' program. */
    private static final float EPSILON = 1e-5f;

    /** Checks the argument. */
    public ByAverage {
      checkArgument(
          decay >= 0 && decay < 1, "decay must be at least 0 and less than 1 but is %s", decay);
    }

    @Override
    public Codes build(ModelScope scope, String name, int codes, int width) {
      ParameterStore parameters = scope.parameters();
      String sizes = name + ".codebook.sizes";
      String sums = name + ".codebook.sums";
      CodebookAverages averages =
          new CodebookAverages(
              parameters.states().create(sizes, Shape.of(codes), 1),
              parameters.createState(sums, Shape.of(codes, width), first()));
      return new Codes() {
        @Override
        public Operand<TFloat32> values(Ops tf, Pass pass) {
          return averages.codebook(tf, EPSILON);
        }

        @Override
        public void learn(Ops tf, Quantization batch, Pass pass) {
          if (pass.learns(sums)) {
            CodebookAverages next = averages.updated(tf, batch, tf.constant((float) decay));
            parameters.states().update(sizes, next.sizes());
            parameters.states().update(sums, next.sums());
          }
        }
      };
    }
  }

  /** Returns first codes of the size of an encoder's first outputs, so that most are used. */
  private static Initializer first() {
    return new Normal(0.5);
  }
}
