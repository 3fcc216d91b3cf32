package org.lowerbound.model.hierarchy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.ClassLatents;
import org.lowerbound.model.CodeGenerating;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.Generating;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Prior;
import org.lowerbound.model.RawUnits;
import org.lowerbound.model.WithClass;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A {@link SemiSupervisedVae} in a graph.
 *
 * @param latentsBesideClass the dimension of z
 * @param classes the number of values of y
 * @param classifier q(y | x)
 * @param posterior q(z | y, x), of both as one vector, y first
 * @param classLogits those of p(y), {@code [classes]}; it is uniform without
 * @param prior p(z)
 * @param likelihood p(x | z, y), of both as one vector, z first
 * @param units those of the observations
 */
public record ClassModel(
    int latentsBesideClass,
    int classes,
    Conditional<OneHotCategorical> classifier,
    Conditional<Sampleable> posterior,
    Optional<Operand<TFloat32>> classLogits,
    Prior prior,
    Conditional<Distribution> likelihood,
    RawUnits units)
    implements ClassLatents, WithClass, LatentVariables, Encoding, CodeGenerating, Generating {
  private static final LatentSpace SPACE =
      new LatentSpace("real vectors with a class", "that of semi-supervised-vae");

  /** Returns the number of z and of the components of the one-hot y. */
  @Override
  public int latents() {
    return latentsBesideClass + classes;
  }

  @Override
  public LatentSpace latentSpace() {
    return SPACE;
  }

  private ImmutableList<Integer> layers() {
    return ImmutableList.of(latentsBesideClass, classes);
  }

  @Override
  public Operand<TFloat32> labelLogProbs(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return classifier.given(tf, observations, pass).logProbabilities(tf);
  }

  @Override
  public Operand<TFloat32> logClassesOfSeen(Ops tf, Operand<TFloat32> seen, Pass pass) {
    return labelLogProbs(tf, seen, pass);
  }

  private OneHotCategorical classPrior(Ops tf, Pass pass) {
    return new OneHotCategorical(
        classLogits
            .map(logits -> pass.parameter(tf, logits))
            .orElseGet(() -> tf.constant(new float[classes])),
        classes,
        classes);
  }

  @Override
  public Operand<TFloat32> logClassPrior(Ops tf, Operand<TFloat32> given, Pass pass) {
    return classPrior(tf, pass).logProb(tf, given);
  }

  /** {@inheritDoc} Its latents are z alone. */
  @Override
  public LatentVariableModel givenLabels() {
    return ofClass(pass -> pass.everyLabel("p(x | y, z) of semi-supervised-vae"));
  }

  /**
   * Returns the model of x given a class, whose latents are z alone.
   *
   * @param given y, {@code [B, classes]}
   */
  private LatentVariableModel ofClass(Function<Pass, Operand<TFloat32>> given) {
    return new LatentVariableModel(
        latentsBesideClass,
        prior,
        (tf, z, pass) -> likelihood.given(tf, Shapes.joined(tf, z, given.apply(pass)), pass),
        (tf, x, pass) -> posterior.given(tf, Shapes.joined(tf, given.apply(pass), x), pass),
        ClosedFormKls.registry(),
        units,
        LatentSpace.REAL);
  }

  @Override
  public BoundTerms termsOfClasses(
      Ops tf,
      Operand<TFloat32> seen,
      Operand<TFloat32> given,
      NoiseSource noise,
      int sampleCount,
      Pass pass) {
    return ofClass(any -> given).terms(tf, seen, noise, sampleCount, pass);
  }

  /** Returns the model of x whose latents are z and y. */
  private LatentVariableModel joint() {
    return new LatentVariableModel(
        latents(),
        (tf, pass) ->
            new IndependentLayers(
                layers(), ImmutableList.of(prior.distribution(tf, pass), classPrior(tf, pass))),
        likelihood,
        (tf, x, pass) -> Joint.of(tf, new ClassFirst(layers(), classifier, posterior, x, pass)),
        ClosedFormKls.registry(),
        units,
        SPACE);
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return joint().terms(tf, observations, noise, sampleCount, pass);
  }

  /**
   * Returns q(y | x) q(z | x, y) as one code. Its mean has the probabilities of the classes for y,
   * and for z the mean given these.
   */
  @Override
  public Sampleable encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return joint().encode(tf, observations, pass);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
    return joint().decode(tf, latents, pass);
  }

  @Override
  public Operand<TFloat32> sampleCodes(Ops tf, NoiseSource noise, int count, Pass pass) {
    return joint().sampleCodes(tf, noise, count, pass);
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return joint().sample(tf, noise, count, pass);
  }

  /** q(y | x), then q(z | x, y). */
  private record ClassFirst(
      ImmutableList<Integer> layers,
      Conditional<OneHotCategorical> classifier,
      Conditional<Sampleable> posterior,
      Operand<TFloat32> observations,
      Pass pass)
      implements Factorization {
    private static final ImmutableList<Integer> ORDER = ImmutableList.of(1, 0);

    @Override
    public ImmutableList<Integer> order() {
      return ORDER;
    }

    @Override
    public Sampleable conditional(Ops tf, int layer, List<Operand<TFloat32>> latents) {
      return layer == 1
          ? classifier.given(tf, observations, pass)
          : posterior.given(tf, Shapes.joined(tf, latents.get(1), observations), pass);
    }

    @Override
    public ClassFirst frozen(Ops tf) {
      return new ClassFirst(layers, classifier, posterior, observations, pass.freeze());
    }
  }
}
