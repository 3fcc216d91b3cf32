package org.lowerbound.evaluation.compression;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.compression.BitsBackModel;
import org.lowerbound.compression.FrequencyTable;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.OverLevels;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What a bits-back code asks of a model's graph. A decoder has one observation at a time, so that
 * an encoder has, too: both run the same nodes on one row, on the one thread of their session,
 * which gives the same floats, and tables are made of them by strict arithmetic on the host.
 */
public final class BitsBackNodes {
  /** How much finer than the number of levels tables are: 2⁻¹⁰ of the mass goes to rare levels. */
  private static final int FINER = 10;

  private static final int LEAST_PRECISION = 16;

  private final Operand<TFloat32> observations;
  private final ValueLevels levels;
  private final int dimension;
  private final LatentTables latents;
  private final int latentSize;
  private final Placeholder<TFloat32> codes;
  private final Operand<TFloat32> logMasses; // [L, 1, 1, D]

  private BitsBackNodes(
      Operand<TFloat32> observations,
      ValueLevels levels,
      int dimension,
      LatentTables latents,
      int latentSize,
      Placeholder<TFloat32> codes,
      Operand<TFloat32> logMasses) {
    this.observations = observations;
    this.levels = levels;
    this.dimension = dimension;
    this.latents = latents;
    this.latentSize = latentSize;
    this.codes = codes;
    this.logMasses = logMasses;
  }

  /**
   * Adds the nodes.
   *
   * @param observations what a run is fed, {@code [B, D]}
   * @param kind of the observations
   * @param latentBits each real latent has 2^this bins
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model gives no code; the message says what does
   */
  public static BitsBackNodes build(
      Ops tf,
      Model model,
      Operand<TFloat32> observations,
      ValueKind kind,
      NoiseSource noise,
      Pass pass,
      int latentBits,
      String who) {
    LatentVariables latentVariables = Ability.LATENT_VARIABLES.of(model, who);
    Decoding decoding = Ability.DECODING.of(model, who);
    ValueLevels levels = new ValueLevels(kind);
    BoundTerms terms = latentVariables.terms(tf, observations, noise, 1, pass);
    LatentTables latents = LatentTables.of(tf, terms.posterior(), terms.prior(), latentBits, who);
    int size = decoding.latents();
    Placeholder<TFloat32> codes =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size)));
    Distribution likelihood = decoding.decode(tf, tf.expandDims(codes, tf.constant(0)), pass);
    return new BitsBackNodes(
        observations,
        levels,
        likelihood.dimension(),
        latents,
        size,
        codes,
        overLevels(likelihood, levels, who).logMasses(tf));
  }

  private static OverLevels overLevels(Distribution likelihood, ValueLevels levels, String who) {
    checkArgument(
        likelihood instanceof OverLevels given && given.levels() == levels.count(),
        "%s needs a likelihood that gives each of the %s levels of a value a mass, independent of"
            + " other values given z, but here it is %s; \"bernoulli\" of bits, \"categorical\","
            + " \"discretized-logistic\", \"discretized-logistic-mixture\" of one channel and"
            + " \"beta\" of grey levels work",
        who,
        levels.count(),
        TypeNames.of(likelihood));
    return (OverLevels) likelihood;
  }

  /** Returns the symbols of the observations. */
  public ValueLevels levels() {
    return levels;
  }

  /** Returns D. */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns the model as a coder sees it.
   *
   * @param runner runs the nodes on one row; its observation is fed
   * @param row whose label, if there are labels, is that of all that is coded
   */
  public BitsBackModel on(RowRunner runner, int row) {
    return new Coded(runner, new int[] {row});
  }

  /** The model, one run at a time. */
  private final class Coded implements BitsBackModel {
    private final RowRunner runner;
    private final int[] rows;
    private final Supplier<ImmutableList<float[]>> priorValues =
        Suppliers.memoize(() -> run(ImmutableList.of(), latents.priorNodes()));
    private final Supplier<ImmutableList<FrequencyTable>> prior =
        Suppliers.memoize(() -> latents.prior(priorValues.get()));

    Coded(RowRunner runner, int[] rows) {
      this.runner = runner;
      this.rows = rows;
    }

    private ImmutableList<float[]> run(List<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      return runner.run(rows, 0, ImmutableList.copyOf(fed), fetches);
    }

    @Override
    public ImmutableList<FrequencyTable> prior() {
      return prior.get();
    }

    @Override
    public ImmutableList<FrequencyTable> posterior(int[] values) {
      return latents.posterior(
          run(
              ImmutableList.of(
                  new Fed(observations, Shape.of(1, dimension), levels.values(values))),
              latents.posteriorNodes()),
          priorValues.get());
    }

    @Override
    public ImmutableList<FrequencyTable> likelihood(int[] symbols) {
      float[] code = latents.latents(symbols, priorValues.get());
      float[] masses =
          run(
                  ImmutableList.of(new Fed(codes, Shape.of(1, latentSize), code)),
                  ImmutableList.of(logMasses))
              .get(0);
      return LevelTables.rows(masses, levels.count(), precision(levels.count()));
    }
  }

  private static int precision(int levels) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(levels - 1);
    return Math.max(LEAST_PRECISION, bits + FINER);
  }
}
