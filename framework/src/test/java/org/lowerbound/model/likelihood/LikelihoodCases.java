package org.lowerbound.model.likelihood;

import static org.lowerbound.model.likelihood.LikelihoodCase.observed;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.tensorflow.ndarray.Shape;

/** All likelihoods, on small images or vectors. */
final class LikelihoodCases {
  static final double EPSILON = 0.01;

  private static final ObservedData BITS =
      observed(ValueKind.BINARY, Shape.of(2, 2, 1), 0.1, 0.5, 0.3, 0.9);
  private static final ObservedData GREY =
      observed(ValueKind.GREY, Shape.of(2, 2, 1), 0.1, 0.5, 0.3, 0.9);
  private static final ObservedData DEQUANTIZED =
      observed(ValueKind.DEQUANTIZED, Shape.of(2, 2, 1), 0.1, 0.5, 0.3, 0.9);
  private static final ObservedData PIXEL = observed(ValueKind.GREY, Shape.of(1, 1, 1), 0.15);
  private static final ObservedData COLOUR =
      observed(ValueKind.GREY, Shape.of(1, 2, 3), 0.1, 0.5, 0.3, 0.9, 0.4, 0.6);
  private static final ObservedData REAL = observed(ValueKind.REAL, Shape.of(3), -1, 0.5, 4);
  private static final OutputBias MEAN = OutputBias.DATA_MEAN;

  private LikelihoodCases() {}

  /** Returns the log-density of one value with the number {@code i}. */
  @FunctionalInterface
  private interface PerValue {
    double of(List<double[]> heads, Function<String, double[]> parameters, int i, double x);
  }

  private static LikelihoodCase.HostLogProb sum(PerValue perValue) {
    return (heads, parameters, x) ->
        IntStream.range(0, x.length)
            .mapToDouble(i -> perValue.of(heads, parameters, i, x[i]))
            .sum();
  }

  static ImmutableList<LikelihoodCase> all() {
    return ImmutableList.<LikelihoodCase>builder()
        .addAll(ofBits())
        .addAll(ofReals())
        .addAll(ofTheUnitInterval())
        .addAll(ofLevels())
        .addAll(ofCounts())
        .build();
  }

  private static ImmutableList<LikelihoodCase> ofBits() {
    return ImmutableList.of(
        new LikelihoodCase(
            "bernoulli",
            new BernoulliLikelihood(false, MEAN),
            BITS,
            sum((heads, own, i, x) -> HostLikelihoods.bernoulli(heads.get(0)[i], x))),
        new LikelihoodCase(
            "weighted bernoulli",
            new WeightedLikelihood(
                new BernoulliLikelihood(false, MEAN),
                new PixelWeights.Listed(ImmutableList.of(1.0, 2.0, 0.0, 5.0))),
            BITS,
            sum( // Their mean is 2.
                (heads, own, i, x) ->
                    new double[] {0.5, 1, 0, 2.5}[i]
                        * HostLikelihoods.bernoulli(heads.get(0)[i], x))));
  }

  private static ImmutableList<LikelihoodCase> ofReals() {
    return ImmutableList.of(
        new LikelihoodCase(
            "normal with a fixed scale",
            new NormalLikelihood(new Scale.Fixed(0.7), MEAN),
            REAL,
            sum((heads, own, i, x) -> HostLikelihoods.normal(heads.get(0)[i], Math.log(0.7), x))),
        new LikelihoodCase(
            "normal with a scale from the decoder",
            new NormalLikelihood(new Scale.FromDecoder(1.5), MEAN),
            REAL,
            sum((heads, own, i, x) -> HostLikelihoods.normal(heads.get(0)[i], heads.get(1)[i], x))),
        new LikelihoodCase(
            "laplace",
            new LaplaceLikelihood(new Scale.PerPixel(2), MEAN),
            REAL,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.laplace(
                        heads.get(0)[i], own.apply("likelihood.logScale")[i], x))),
        new LikelihoodCase(
            "student-t with learned degrees",
            new StudentTLikelihood(new Scale.PerObservation(2), new Scale.Learned(3), MEAN),
            REAL,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.studentT(
                        heads.get(0)[i],
                        heads.get(1)[0],
                        Math.exp(own.apply("likelihood.logDegrees")[0]),
                        x))),
        new LikelihoodCase(
            "student-t with fixed degrees",
            new StudentTLikelihood(new Scale.Learned(0.8), new Scale.Fixed(5), MEAN),
            REAL,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.studentT(
                        heads.get(0)[i], own.apply("likelihood.logScale")[0], 5, x))));
  }

  private static ImmutableList<LikelihoodCase> ofTheUnitInterval() {
    return ImmutableList.of(
        new LikelihoodCase(
            "continuous-bernoulli",
            new ContinuousBernoulliLikelihood(MEAN),
            GREY,
            sum((heads, own, i, x) -> HostLikelihoods.continuousBernoulli(heads.get(0)[i], x))),
        new LikelihoodCase(
            "beta",
            new BetaLikelihood(EPSILON, MEAN),
            DEQUANTIZED,
            sum((heads, own, i, x) -> HostLikelihoods.beta(heads.get(0)[i], heads.get(1)[i], x))));
  }

  private static ImmutableList<LikelihoodCase> ofLevels() {
    return ImmutableList.of(
        new LikelihoodCase(
            "categorical on grey", new CategoricalLikelihood(), PIXEL, categorical(256)),
        new LikelihoodCase(
            "categorical on bits", new CategoricalLikelihood(), BITS, categorical(2)),
        new LikelihoodCase(
            "discretized-logistic",
            new DiscretizedLogisticLikelihood(new Scale.FromDecoder(0.2), MEAN),
            GREY,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.discretizedLogistic(heads.get(0)[i], heads.get(1)[i], x))),
        new LikelihoodCase(
            "discretized-logistic with one scale",
            new DiscretizedLogisticLikelihood(new Scale.Learned(0.2), MEAN),
            PIXEL,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.discretizedLogistic(
                        heads.get(0)[i], own.apply("likelihood.logScale")[0], x))),
        new LikelihoodCase(
            "discretized-logistic-mixture",
            new DiscretizedLogisticMixtureLikelihood(3, 0.2, MEAN),
            GREY,
            LikelihoodCases::mixture),
        new LikelihoodCase(
            "discretized-logistic-mixture of one pixel",
            new DiscretizedLogisticMixtureLikelihood(3, 0.2, MEAN),
            PIXEL,
            LikelihoodCases::mixture),
        new LikelihoodCase(
            "discretized-logistic-mixture of colours",
            new DiscretizedLogisticMixtureLikelihood(2, 0.2, MEAN),
            COLOUR,
            LikelihoodCases::colourMixture),
        new LikelihoodCase(
            "beta on levels", new BetaLikelihood(EPSILON, MEAN), GREY, sum(betaLevels())),
        new LikelihoodCase(
            "beta on the levels of one pixel",
            new BetaLikelihood(EPSILON, MEAN),
            PIXEL,
            sum(betaLevels())),
        new LikelihoodCase(
            "beta-binomial",
            new BetaBinomialLikelihood(MEAN),
            GREY,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.betaBinomial(
                        heads.get(0)[i], heads.get(1)[i], (int) Math.rint(255 * x), 255))));
  }

  private static ImmutableList<LikelihoodCase> ofCounts() {
    PerValue poisson = (heads, own, i, x) -> HostLikelihoods.poisson(heads.get(0)[i], x);
    return ImmutableList.of(
        new LikelihoodCase(
            "poisson on grey",
            new PoissonLikelihood(MEAN),
            PIXEL,
            sum((heads, own, i, x) -> poisson.of(heads, own, i, Math.rint(255 * x)))),
        new LikelihoodCase("poisson on bits", new PoissonLikelihood(MEAN), BITS, sum(poisson)),
        new LikelihoodCase(
            "negative-binomial on grey",
            new NegativeBinomialLikelihood(new Scale.Learned(10), MEAN),
            PIXEL,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.negativeBinomial(
                        heads.get(0)[i],
                        own.apply("likelihood.logInverseDispersion")[0],
                        Math.rint(255 * x)))),
        new LikelihoodCase(
            "negative-binomial on bits",
            new NegativeBinomialLikelihood(new Scale.FromDecoder(2), MEAN),
            BITS,
            sum(
                (heads, own, i, x) ->
                    HostLikelihoods.negativeBinomial(heads.get(0)[i], heads.get(1)[i], x))));
  }

  private static PerValue betaLevels() {
    DoubleUnaryOperator inside = x -> Math.min(Math.max(x, EPSILON), 1 - EPSILON);
    return (heads, own, i, x) -> {
      DoubleUnaryOperator logDensity =
          v -> HostLikelihoods.beta(heads.get(0)[i], heads.get(1)[i], inside.applyAsDouble(v));
      double[] all =
          IntStream.range(0, 256).mapToDouble(k -> logDensity.applyAsDouble(k / 255.0)).toArray();
      return logDensity.applyAsDouble(x) - HostLikelihoods.logSumExp(all);
    };
  }

  private static LikelihoodCase.HostLogProb categorical(int levels) {
    return sum(
        (heads, own, i, x) ->
            HostLikelihoods.categorical(
                (int) Math.rint(x * (levels - 1)),
                Arrays.copyOfRange(heads.get(0), i * levels, (i + 1) * levels)));
  }

  /** Heads are logits, loc, logScale: the components of a value are neighbours. */
  private static double mixture(List<double[]> heads, Function<String, double[]> own, double... x) {
    int components = heads.get(0).length / x.length;
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double[] logits = new double[components];
      double[] terms = new double[components];
      for (int m = 0; m < components; m++) {
        int at = i * components + m;
        logits[m] = heads.get(0)[at];
        terms[m] =
            logits[m]
                + HostLikelihoods.discretizedLogistic(heads.get(1)[at], heads.get(2)[at], x[i]);
      }
      sum += HostLikelihoods.logSumExp(terms) - HostLikelihoods.logSumExp(logits);
    }
    return sum;
  }

  /** The same with one set of logits for a pixel, and coefficients α, β, γ as the fourth head. */
  private static double colourMixture(
      List<double[]> heads, Function<String, double[]> own, double... x) {
    int pixels = x.length / 3;
    int components = heads.get(0).length / pixels;
    double sum = 0;
    for (int p = 0; p < pixels; p++) {
      double red = x[3 * p] - 0.5;
      double green = x[3 * p + 1] - 0.5;
      double[] logits = new double[components];
      double[] terms = new double[components];
      for (int m = 0; m < components; m++) {
        int at = 3 * p * components + m;
        double[] coefficients = heads.get(3);
        double[] shifts = {
          0,
          Math.tanh(coefficients[at]) * red,
          Math.tanh(coefficients[at + components]) * red
              + Math.tanh(coefficients[at + 2 * components]) * green
        };
        logits[m] = heads.get(0)[p * components + m];
        terms[m] = logits[m];
        for (int c = 0; c < 3; c++) {
          terms[m] +=
              HostLikelihoods.discretizedLogistic(
                  heads.get(1)[at + c * components] + shifts[c],
                  heads.get(2)[at + c * components],
                  x[3 * p + c]);
        }
      }
      sum += HostLikelihoods.logSumExp(terms) - HostLikelihoods.logSumExp(logits);
    }
    return sum;
  }
}
