package org.lowerbound.model.prior;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.model.flow.HouseholderFlow;
import org.lowerbound.model.flow.InverseAutoregressiveFlow;
import org.lowerbound.model.flow.NeuralSplineFlow;
import org.lowerbound.model.flow.PlanarFlow;
import org.lowerbound.model.flow.RadialFlow;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.model.flow.SylvesterFlow;
import org.lowerbound.model.flow.SylvesterFlow.OrthogonalFactor;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.FullNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;

/**
 * A family of priors over a space that is small enough to integrate over.
 *
 * @param name for messages
 * @param prior the family
 * @param space what its densities are integrated over
 */
record PriorCase(String name, PriorFamily prior, Chart space) {
  static final Mlp LINEAR = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());

  private static final Mlp HIDDEN =
      new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform());
  private static final MaskedMlp MASKED =
      new MaskedMlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform());

  /** Returns all families. */
  static Stream<PriorCase> all() {
    Chart plane = Chart.plane();
    return Stream.of(
        new PriorCase("standard-normal", new StandardNormalPrior(), plane),
        new PriorCase("laplace", new LaplacePrior(0.7), plane),
        new PriorCase("mixture", new MixturePrior(3, 1), plane),
        new PriorCase("vamp", new VampPrior(3), plane),
        flow("planar", new PlanarFlow(2), plane),
        flow("radial", new RadialFlow(2), plane),
        // A rotation of a standard normal is one again, whatever its vectors are.
        new PriorCase(
            "flow-householder",
            new FlowPrior(new MixturePrior(2, 1), new HouseholderFlow(2)),
            plane),
        flow("orthogonal", new SylvesterFlow(2, 2, OrthogonalFactor.ORTHOGONAL, 1), plane),
        flow("h-sylvester", new SylvesterFlow(2, 2, OrthogonalFactor.HOUSEHOLDER, 2), plane),
        flow("t-sylvester", new SylvesterFlow(2, 2, OrthogonalFactor.TRIANGULAR, 1), plane),
        flow("iaf", new InverseAutoregressiveFlow(2, MASKED, 2), plane),
        flow("iaf-no-context", new InverseAutoregressiveFlow(2, MASKED, 0), plane),
        flow("real-nvp", new RealNvpFlow(2, HIDDEN, 0), plane),
        flow("neural-spline", new NeuralSplineFlow(2, HIDDEN, 2, 4, 3), plane),
        new PriorCase(
            "flow-of-mixture", new FlowPrior(new MixturePrior(2, 1), new PlanarFlow(1)), plane),
        new PriorCase("flow-of-vamp", new FlowPrior(new VampPrior(2), new PlanarFlow(1)), plane),
        new PriorCase(
            "conditional",
            new ConditionalPrior(new DiagonalNormalPosterior(ScaleLink.EXP), LINEAR),
            plane),
        new PriorCase(
            "conditional-full", new ConditionalPrior(new FullNormalPosterior(), HIDDEN), plane),
        new PriorCase("uniform", new UniformPrior(), Chart.square()),
        new PriorCase("binary-concrete", new BinaryConcretePrior(0.5), Chart.square()),
        new PriorCase("concrete", new ConcretePrior(3, 0.6), Chart.simplex()),
        new PriorCase("hyperspherical-uniform", new HypersphericalUniformPrior(), Chart.sphere()),
        new PriorCase("bernoulli", new BernoulliPrior(0.3, false), Chart.bits(3)),
        new PriorCase("bernoulli-learned", new BernoulliPrior(0.3, true), Chart.bits(3)),
        new PriorCase("categorical", new CategoricalPrior(3, false), Chart.oneHot(3, 2)),
        new PriorCase("categorical-learned", new CategoricalPrior(3, true), Chart.oneHot(3, 2)),
        new PriorCase("codebook", new CodebookPrior(5, 1), Chart.codes(2, -2, -1, 0, 0.5f, 3)));
  }

  private static PriorCase flow(String name, Flow flow, Chart plane) {
    return new PriorCase("flow-" + name, new FlowPrior(new StandardNormalPrior(), flow), plane);
  }

  @Override
  public String toString() {
    return name;
  }
}
