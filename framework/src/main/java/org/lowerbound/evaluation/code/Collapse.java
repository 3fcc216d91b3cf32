package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.aggregate.Surgery;
import org.lowerbound.evaluation.aggregate.SurgeryNodes;
import org.lowerbound.evaluation.code.UnitUse.Measure;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How many latent units are collapsed, that is, tell nothing of x, by each of five definitions
 * ({@link CollapseDefinition}), and in words which they are, on which the definitions disagree, and
 * since which epoch. They disagree, for one, on units whose posterior is far from the prior though
 * it is the same for all x, and on those that the encoder fills and the decoder ignores.
 *
 * @param variance the variance over x of a unit's posterior mean up to which it is collapsed (Burda
 *     et al. 2016)
 * @param nats up to which its mean KL, its information on x and what it is worth to the decoder are
 *     nothing
 * @param epsilon the KL that it stays below (Lucas et al. 2019, definition 1)
 * @param delta for all x but this share
 * @param examples how many examples are looked at, evenly spread over the split; each of them is
 *     decoded once for each unit, and all pairs of them are compared
 */
public record Collapse(
    @Default("0.01") @Interval(above = 0) double variance,
    @Default("0.01") @Interval(above = 0) double nats,
    @Default("0.01") @Interval(above = 0) double epsilon,
    @Default("0.01") @Interval(above = 0, below = 1) double delta,
    @Default("1000") @Interval(min = 2, max = Counts.MOST_DRAWS) int examples)
    implements Metric, ChecksSplit {
  private static final String COLLAPSED = "collapsed-units";
  private static final String COST = "permutation-cost";
  private static final int EXAMPLES_PER_RUN = 1000;

  /** Checks the arguments. */
  public Collapse {
    checkArgument(variance > 0, "variance must be positive but is %s", variance);
    checkArgument(nats > 0, "nats must be positive but is %s", nats);
    checkArgument(epsilon > 0, "epsilon must be positive but is %s", epsilon);
    checkArgument(delta > 0 && delta < 1, "delta must be in (0, 1) but is %s", delta);
    Counts.checkAtLeast("examples", examples, 2, Counts.MOST_DRAWS);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        units(COLLAPSED, "Latent units that are collapsed by every definition"),
        units(
            CollapseDefinition.VARIANCE.column(),
            "Latent units whose posterior mean has a variance over x of at most " + variance),
        units(
            CollapseDefinition.KL.column(),
            "Latent units whose mean KL is at most %s nats".formatted(nats)),
        units(
            CollapseDefinition.EPSILON_DELTA.column(),
            "Latent units whose KL is below %s nats for all but %s of the examples"
                .formatted(epsilon, delta)),
        units(
            CollapseDefinition.INFORMATION.column(),
            "Latent units with at most %s nats of information on x".formatted(nats)),
        units(
            CollapseDefinition.DECODER.column(),
            "Latent units that may be exchanged between examples for at most %s nats of log p(x|z)"
                .formatted(nats)),
        new Column(
            COST,
            "nats",
            Better.NEITHER,
            "By how much log p(x|z) falls if examples exchange their codes; 0 if the decoder"
                + " ignores them",
            Dependence.LIKELIHOOD));
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    checkArgument(
        dataset.splits().get(split).count() > 1,
        "collapse needs 2 examples at least, and the %s split of %s has 1",
        split.label(),
        dataset.name());
  }

  private static Column units(String name, String description) {
    return new Column(name, "units", Better.NEITHER, description);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    BoundTerms terms = graph.terms(tf, who, "collapse", 1);
    Operand<TFloat32> kls = KlEstimator.CLOSED_FORM.klPerLatent(tf, terms); // [B, latents]
    checkArgument(
        terms.posterior() instanceof WithMean,
        "the posterior %s has no mean to take",
        TypeNames.of(terms.posterior()));
    Operand<TFloat32> means = ((WithMean) terms.posterior()).mean(tf);
    int latents = terms.posterior().dimension();
    return new Measured(
        ImmutableList.of(kls, means, terms.latents()),
        latents,
        new SurgeryNodes(tf, graph, who, terms),
        new DecoderReliance(tf, graph, who, "collapse.order", latents));
  }

  private final class Measured implements Measurement {
    private final ImmutableList<Operand<TFloat32>> ofExamples;
    private final int latents;
    private final SurgeryNodes surgeryNodes;
    private final DecoderReliance decoder;

    private Measured(
        ImmutableList<Operand<TFloat32>> ofExamples,
        int latents,
        SurgeryNodes surgeryNodes,
        DecoderReliance decoder) {
      this.ofExamples = ofExamples;
      this.latents = latents;
      this.surgeryNodes = surgeryNodes;
      this.decoder = decoder;
    }

    @Override
    public ImmutableMap<String, Estimate> measure(SplitRunner runner) {
      int[] rows = Batches.spread(runner.count(), examples);
      double[][] kls = new double[latents][rows.length];
      double[][] means = new double[rows.length][latents];
      float[][] drawn = new float[rows.length][latents];
      for (int first = 0; first < rows.length; first += EXAMPLES_PER_RUN) {
        int size = Math.min(EXAMPLES_PER_RUN, rows.length - first);
        ImmutableList<float[]> values =
            runner.run(
                Arrays.copyOfRange(rows, first, first + size),
                first / EXAMPLES_PER_RUN,
                ofExamples);
        for (int i = 0; i < size * latents; i++) {
          kls[i % latents][first + i / latents] = values.get(0)[i];
          means[first + i / latents][i % latents] = values.get(1)[i];
          drawn[first + i / latents][i % latents] = values.get(2)[i];
        }
      }
      Surgery surgery = surgeryNodes.run(runner, rows, rows);
      DecoderReliance.Costs costs = decoder.of(runner, rows, drawn);
      runner.keep(COST, costs.whole());
      ImmutableList.Builder<UnitUse> units = ImmutableList.builder();
      for (int u = 0; u < latents; u++) {
        units.add(
            use(kls[u], UnitVariance.of(means, u), surgery.informationOf(u), costs.perUnit()[u]));
      }
      return numbers(units.build(), Estimate.meanOf(costs.whole()), runner);
    }
  }

  private UnitUse use(
      double[] kls, UnitVariance ofMean, double[] information, double[] decoderCosts) {
    double above = Arrays.stream(kls).filter(kl -> !(kl < epsilon)).count() / (double) kls.length;
    return new UnitUse(
        ImmutableMap.of(
            CollapseDefinition.VARIANCE,
            new Measure(ofMean.variance(), ofMean.standardError(), variance),
            CollapseDefinition.KL,
            measure(kls),
            CollapseDefinition.EPSILON_DELTA,
            new Measure(above, Math.sqrt(above * (1 - above) / kls.length), delta),
            CollapseDefinition.INFORMATION,
            measure(information),
            CollapseDefinition.DECODER,
            measure(decoderCosts)));
  }

  private Measure measure(double[] perExample) {
    Estimate mean = Estimate.meanOf(perExample);
    return new Measure(mean.value(), mean.standardError().orElse(0), nats);
  }

  private ImmutableMap<String, Estimate> numbers(
      ImmutableList<UnitUse> units, Estimate cost, SplitRunner runner) {
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    // A number that is not finite is none, and no count is made of it.
    boolean finite = units.stream().allMatch(UnitUse::isFinite);
    Estimate byAll =
        count(
            units,
            finite,
            cost.n(),
            unit -> unit.collapsedBy().size() == CollapseDefinition.values().length,
            Collapse::isUndecided);
    numbers.put(
        COLLAPSED,
        finite
            ? byAll.saying(new CollapseWords(units, runner.klHistory(), nats).sentences())
            : byAll);
    for (CollapseDefinition definition : CollapseDefinition.values()) {
      numbers.put(
          definition.column(),
          count(
              units,
              finite,
              cost.n(),
              unit -> unit.measures().get(definition).isCollapsed(),
              unit -> unit.measures().get(definition).isUndecided()));
    }
    return numbers.put(COST, cost).buildOrThrow();
  }

  /** Returns whether no definition surely says that a unit is in use, and some might. */
  private static boolean isUndecided(UnitUse unit) {
    return unit.measures().values().stream().anyMatch(Measure::isUndecided)
        && unit.measures().values().stream()
            .allMatch(measure -> measure.isCollapsed() || measure.isUndecided());
  }

  /**
   * Returns how many units something is true of; each that is undecided adds a fair coin's error.
   */
  private static Estimate count(
      ImmutableList<UnitUse> units,
      boolean finite,
      long n,
      Predicate<UnitUse> is,
      Predicate<UnitUse> undecided) {
    if (!finite) {
      return Estimate.exact(Double.NaN, n);
    }
    long coins = units.stream().filter(undecided).count();
    return new Estimate(
        (double) units.stream().filter(is).count(),
        coins > 0 ? OptionalDouble.of(Math.sqrt((double) coins) / 2) : OptionalDouble.empty(),
        n);
  }
}
