package org.lowerbound.model.autoregressive;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.MaskCycle;
import org.lowerbound.network.MaskedEnsemble;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * MADE, the masked autoencoder for distribution estimation (Germain et al. 2015), of bits: p(x) = Π
 * p(xᵢ | x before i in an ordering), all factors from one run of a network whose weights are
 * masked.
 *
 * <p>With several orderings or masks each step trains one pair of them, in turn; all share the
 * weights. Outside training p(x) is the mean of the pairs' own: of joint probabilities, which sum
 * to one. A mean of the outputs before the sigmoid would not: there a pixel sees, through another
 * ordering, what it is to predict.
 *
 * @param hidden the widths of the hidden layers
 * @param activation what follows each of them
 * @param initializer the first weights of all layers, before masks
 * @param orderings the number of orderings of the pixels; the first is row by row
 * @param masks the number of masks for each ordering
 * @param direct whether there are weights from inputs to outputs besides
 * @param seed of the orderings and masks
 * @param outputBias where the last bias starts
 */
public record Made(
    @Default("[500]") @Interval(min = 1, max = 1_000_000) ImmutableList<Integer> hidden,
    @Default("\"relu\"") Activation activation,
    @Default("\"glorot-uniform\"") Initializer initializer,
    @Default("1") @Interval(min = 1, max = 200) int orderings,
    @Default("1") @Interval(min = 1, max = 200) int masks,
    @Default("true") boolean direct,
    @Default("0") long seed,
    @Default("\"data-mean\"") OutputBias outputBias)
    implements ModelSpec {
  private static final String NAME = "made";

  /** Checks the arguments. */
  public Made {
    network(hidden, activation, initializer);
    new MaskCycle(orderings, masks, seed);
  }

  private static MaskedMlp network(
      ImmutableList<Integer> hidden, Activation activation, Initializer initializer) {
    return new MaskedMlp(hidden, activation, initializer);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    checkArgument(
        observed.kind() == ValueKind.BINARY,
        "the model made is a mass on binary values, but these are %s; %s",
        observed.kind().description(),
        observed.kind() == ValueKind.GREY
            ? "binarise the data set (dynamic, static or threshold)"
            : "a vae with a normal likelihood fits");
    return LikelihoodKind.MASS;
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    Parameterization<Distribution> bits =
        new BernoulliLikelihood(false, outputBias).build(scope); // One head, of logits.
    MaskCycle cycle = new MaskCycle(orderings, masks, seed);
    MaskedEnsemble networks =
        network(hidden, activation, initializer)
            .ensemble(scope.parameters(), NAME, cycle, direct, bits.heads().get(0));
    return cycle.size() == 1
        ? new MadeModel(networks, bits, scope.observed().dimension(), Optional.empty())
        : new MadeModel(
            networks, bits, scope.observed().dimension(), Optional.of(member(scope, cycle.size())));
  }

  /** Returns the number of the pair that a step trains: a function of the step alone. */
  private static Operand<TFloat32> member(ModelScope scope, int size) {
    return scope.schedules().scalar(NAME + ".member", time -> time.step() % size);
  }
}
