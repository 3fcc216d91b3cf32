package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Reference;
import org.lowerbound.picture.Scale;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;

final class ResultPlotTest {
  @TempDir Path folder;

  private static final PlotOptions NOTHING = options("", null, null, null, false);

  private static PlotOptions options(String y, String x, String series, LogAxes log, boolean each) {
    return new PlotOptions(
        list(y),
        Optional.ofNullable(x),
        Optional.ofNullable(series).map(ResultPlotTest::list),
        Optional.ofNullable(log),
        each);
  }

  private static ImmutableList<String> list(String text) {
    return text.isEmpty() ? ImmutableList.of() : ImmutableList.copyOf(text.split(","));
  }

  private static PlotRows read(Path... paths) {
    return PlotRows.read(
        List.of(paths),
        List.of(paths).stream().map(p -> Optional.<Selector>empty()).toList(),
        StandardTypes.withPlugins());
  }

  private static Map<String, Double> numbers(double nll, double rate, double distortion) {
    return ImmutableMap.of("nll", nll, "rate", rate, "distortion", distortion, "mig", 0.5);
  }

  /** Two posteriors, three betas over a factor of 40, two seeds each. */
  private Path betas() {
    PlotSweep sweep = new PlotSweep(folder.resolve("betas"));
    for (String posterior : List.of("normal", "flow")) {
      for (double beta : new double[] {4, 0.1, 1}) {
        for (int seed = 1; seed <= 2; seed++) {
          double nll = 80 + beta + seed + (posterior.equals("flow") ? -5 : 0);
          sweep.trial(
              ImmutableMap.of("model.posterior", posterior, "objective.beta", beta),
              seed,
              numbers(nll, 20 / (1 + beta), 60 + 5 * beta));
        }
      }
    }
    return sweep.write();
  }

  private static ImmutableList<String> names(Drawn drawn) {
    return drawn.plot().series().stream().map(Series::name).collect(toImmutableList());
  }

  private static List<Double> values(com.google.common.primitives.ImmutableDoubleArray array) {
    return array.asList();
  }

  @Test
  void aColumnIsDrawnOverTheSettingThatIsANumber() {
    Drawn drawn = PlotKind.COLUMNS.draw(read(betas()), NOTHING);
    assertEquals(ImmutableList.of("normal", "flow"), names(drawn));
    Series normal = drawn.plot().series().get(0);
    assertEquals(List.of(0.1, 1.0, 4.0), values(normal.x()));
    // The means of nll = 80 + beta + seed over the seeds 1 and 2; the error is half their distance.
    assertEquals(List.of(81.6, 82.5, 85.5), values(normal.y()));
    assertEquals(0.5, normal.errors().get(0), 1e-12);
    assertEquals(Spread.BARS, normal.look().spread());
    assertEquals(Mark.POINTS_ON_LINE, normal.mark());
    assertEquals(Scale.LOGARITHMIC, drawn.plot().x().scale());
    assertEquals("objective.beta", drawn.plot().x().label());
    assertEquals("nll (nats, lower is better)", drawn.plot().y().label());
    assertEquals("Error bars: ± one standard error over 2 trials.", drawn.plot().note());
    assertEquals(ImmutableList.of(), drawn.remarks());
    Drawn linear =
        PlotKind.COLUMNS.draw(read(betas()), options("", "beta", null, LogAxes.Y, false));
    assertEquals(Scale.LINEAR, linear.plot().x().scale());
    assertEquals(Scale.LOGARITHMIC, linear.plot().y().scale());
  }

  @Test
  void aColumnIsDrawnOverAnother() {
    Drawn drawn =
        PlotKind.COLUMNS.draw(read(betas()), options("distortion,nll", "rate", null, null, false));
    assertEquals(
        ImmutableList.of("distortion, normal", "distortion, flow", "nll, normal", "nll, flow"),
        names(drawn));
    // In the order of the table.
    assertEquals(List.of(4.0, 20 / 1.1, 10.0), values(drawn.plot().series().get(0).x()));
    assertEquals("distortion, nll (nats)", drawn.plot().y().label());
  }

  @Test
  void rowsAreCategoriesOfBars() {
    Drawn drawn = PlotKind.BARS.draw(read(betas()), options("", "posterior", "beta", null, false));
    assertEquals(ImmutableList.of("normal", "flow"), drawn.plot().x().categories());
    assertEquals(ImmutableList.of("β = 4", "β = 0.1", "β = 1"), names(drawn));
    assertTrue(drawn.plot().series().stream().allMatch(s -> s.mark() == Mark.BARS));
    assertEquals(List.of(0.0, 1.0), values(drawn.plot().series().get(0).x()));
    Drawn rows = PlotKind.COLUMNS.draw(read(betas()), options("", "rows", null, null, false));
    assertEquals(6, rows.plot().x().categories().size());
    assertEquals("normal, β = 4", rows.plot().x().categories().get(0));
    assertEquals(ImmutableList.of(""), names(rows));
  }

  @Test
  void whatIsMissingIsLeftOutAndSaid() {
    Path sweep =
        new PlotSweep(folder)
            .trial(ImmutableMap.of("case", "a"), 1, ImmutableMap.of("nll", 3.0))
            .trial(ImmutableMap.of("case", "b"), 1, ImmutableMap.of("mig", 0.5))
            .trial(ImmutableMap.of("case", "c"), 1, ImmutableMap.of())
            .write();
    Drawn drawn = PlotKind.COLUMNS.draw(read(sweep), NOTHING);
    assertEquals(List.of(0.0), values(drawn.plot().series().get(0).x()));
    assertEquals(Spread.THIN_BARS, drawn.plot().series().get(0).look().spread());
    assertEquals(
        ImmutableList.of(
            "2 rows are left out without a value of nll: b; c",
            "thin error bars are over the examples of one trial and say nothing of other seeds",
            "1 trial did not complete and is in no mean"),
        drawn.remarks());
  }

  @Test
  void namesThatNothingHasAreRefused() {
    PlotRows rows = read(betas());
    for (Map.Entry<PlotOptions, String> wrong :
        ImmutableMap.of(
                options("nnl", null, null, null, false),
                "--y: unknown column 'nnl'; did you mean 'nll'?",
                options("", "betta", null, null, false),
                "--x: unknown setting or column 'betta'",
                options("", null, "prior", null, false),
                "--series: unknown setting 'prior'. Known: model.posterior, objective.beta",
                options("nll,mig", null, null, null, false),
                "--y: columns of different units have no axis in common: nll (nats), mig",
                options("", "beta", "beta", null, false),
                "several rows are at the same place of objective.beta and differ in"
                    + " model.posterior: name that in --series",
                options("", "posterior", null, LogAxes.X, false),
                "--log x: names have no logarithm")
            .entrySet()) {
      Exception e =
          assertThrows(ParameterException.class, () -> PlotKind.COLUMNS.draw(rows, wrong.getKey()));
      assertTrue(e.getMessage().startsWith(wrong.getValue()), e.getMessage());
    }
    assertThrows(
        ParameterException.class,
        () -> PlotKind.BARS.draw(rows, options("", "rate", null, null, false)));
    PlotRows other =
        new PlotRows(
            rows.rows(),
            ImmutableMap.of("sap", new Column("sap", "", Column.Better.HIGHER, "A score")));
    Exception e =
        assertThrows(
            ResultException.class,
            () -> PlotKind.COLUMNS.draw(other, options("sap", null, null, null, false)));
    assertEquals("no row has a value of sap to draw", e.getMessage());
  }

  @Test
  void severalResultsAreToldApartByTheirNames() {
    Path first = betas();
    Path second =
        new PlotSweep(folder.resolve("other"))
            .trial(ImmutableMap.of("objective.beta", 2), 1, numbers(70, 9, 50))
            .trial(ImmutableMap.of("objective.beta", 3), 1, numbers(71, 8, 51))
            .write();
    Drawn drawn = PlotKind.COLUMNS.draw(read(first, second), NOTHING);
    assertEquals(ImmutableList.of("betas, normal", "betas, flow", "other"), names(drawn));
  }

  @Test
  void rateAndDistortionHaveAHullAndATangent() {
    Drawn drawn = PlotKind.RATE_DISTORTION.draw(read(betas()), options("", null, null, null, true));
    Series hull = drawn.plot().series().get(0);
    assertEquals("lower convex hull", hull.name());
    assertEquals(List.of(4.0, 10.0, 20 / 1.1), values(hull.x()));
    Reference line = drawn.plot().references().get(0);
    // R + D is 84, 75 and 78.68 at β = 4, 1 and 0.1.
    assertEquals("D + R = 75.00, the best ELBO", line.label());
    assertTrue(names(drawn).contains("normal, β = 0.1"), names(drawn).toString());
    // A dot a trial, without a name.
    assertEquals(6, drawn.plot().series().stream().filter(s -> s.mark() == Mark.DOTS).count());
    assertThrows(
        ParameterException.class,
        () ->
            PlotKind.RATE_DISTORTION.draw(read(betas()), options("nll", null, null, null, false)));
  }

  /** Where rows know the least rate for their distortion, it is a curve. */
  @Test
  void theLeastRatesAreACurve() {
    Path sweep =
        new PlotSweep(folder.resolve("limits"))
            .trial(
                ImmutableMap.of("objective.beta", 2),
                1,
                ImmutableMap.of("rate", 3.0, "distortion", 9.0, "rate-limit", 2.5))
            .trial(
                ImmutableMap.of("objective.beta", 1),
                1,
                ImmutableMap.of("rate", 5.0, "distortion", 7.0, "rate-limit", 4.9))
            .trial(
                ImmutableMap.of("objective.beta", 4),
                1,
                ImmutableMap.of("rate", 1.0, "distortion", 12.0, "rate-limit", 1.0))
            .write();
    Drawn drawn = PlotKind.RATE_DISTORTION.draw(read(sweep), NOTHING);
    Series curve = drawn.plot().series().get(1);
    assertEquals("least rate of a normal source", curve.name());
    assertEquals(List.of(1.0, 2.5, 4.9), values(curve.x()));
    assertEquals(List.of(12.0, 9.0, 7.0), values(curve.y()));
    assertEquals(
        0,
        PlotKind.RATE_DISTORTION.draw(read(betas()), NOTHING).plot().series().stream()
            .filter(series -> series.name().equals(curve.name()))
            .count());
  }

  private static String epoch(int epoch, double bound, String kls) {
    return ("{\"epoch\":%d,\"step\":%d,\"training\":{\"bound\":%s},\"validation\":{\"elbo\":%s},"
            + "\"schedules\":{\"beta\":1.0},\"unitKls\":%s}")
        .formatted(epoch, 10 * epoch, bound, bound - 1, kls);
  }

  private Path curves() {
    return new PlotSweep(folder.resolve("curves"))
        .trial(
            ImmutableMap.of("case", "a"),
            1,
            numbers(1, 1, 1),
            epoch(1, -100, "[1,2]"),
            epoch(2, -90, "[0.5,3]"))
        .trial(
            ImmutableMap.of("case", "a"),
            2,
            numbers(1, 1, 1),
            epoch(1, -104, "[1,2]"),
            epoch(2, -96, "[5,0.1]"),
            epoch(3, -95, "[4,0.3]"))
        .trial(ImmutableMap.of("case", "b"), 1, numbers(1, 1, 1))
        .write();
  }

  @Test
  void curvesAreMeansOverSeeds() {
    Drawn drawn = PlotKind.CURVE.draw(read(curves()), options("bound", "step", null, null, true));
    Series mean = drawn.plot().series().get(2);
    assertEquals(List.of(10.0, 20.0), values(mean.x()));
    assertEquals(List.of(-102.0, -93.0), values(mean.y()));
    assertEquals(2, mean.errors().get(0), 1e-12);
    assertEquals(3, mean.errors().get(1), 1e-12);
    assertEquals(Spread.BAND, mean.look().spread());
    assertEquals(List.of(10.0, 20.0, 30.0), values(drawn.plot().series().get(1).x()));
    assertEquals(
        "Bands: ± one standard error over 2 trials. Thin lines: single trials.",
        drawn.plot().note());
    assertEquals(
        ImmutableList.of(
            "rows without a curve are left out: b",
            "where trials of a row are not of the same length, the mean is over what all of them"
                + " have: a"),
        drawn.remarks());
    Drawn usual = PlotKind.CURVE.draw(read(curves()), NOTHING);
    assertEquals("validation.elbo", usual.plot().y().label());
    assertEquals("epoch", usual.plot().x().label());
    Exception e =
        assertThrows(
            ParameterException.class,
            () -> PlotKind.CURVE.draw(read(curves()), options("bond", null, null, null, false)));
    assertEquals(
        "--y: unknown field of curves 'bond'. Known: validation.elbo, training.bound,"
            + " schedules.beta",
        e.getMessage());
  }

  @Test
  void aTableWithoutTrialsHasNoCurves() {
    for (PlotKind kind : List.of(PlotKind.CURVE, PlotKind.KL)) {
      Exception e = assertThrows(ResultException.class, () -> kind.draw(read(betas()), NOTHING));
      assertTrue(e.getMessage().startsWith("no completed trial has a curve"), e.getMessage());
    }
  }

  @Test
  void theKlOfUnitsIsSorted() {
    Drawn drawn = PlotKind.KL.draw(read(curves()), NOTHING);
    Series row = drawn.plot().series().get(0);
    // The last of the trials: 3 and 0.5, 4 and 0.3.
    assertEquals(List.of(3.5, 0.4), values(row.y()));
    assertEquals(List.of(1.0, 2.0), values(row.x()));
    Path one =
        new PlotSweep(folder.resolve("one"))
            .trial(
                ImmutableMap.of("case", "a"),
                1,
                numbers(1, 1, 1),
                epoch(1, -1, "[0.1,2,\"NaN\",1]"))
            .write();
    Drawn bars = PlotKind.KL.draw(read(one), options("", null, null, LogAxes.Y, false));
    assertEquals(ImmutableList.of("2", "4", "1"), bars.plot().x().categories().subList(0, 3));
    assertEquals(Mark.BARS, bars.plot().series().get(0).mark());
    assertEquals(Scale.LOGARITHMIC, bars.plot().y().scale());
  }

  @Test
  void signalToNoiseHasTheSlopesOfTheory() {
    PlotSweep sweep = new PlotSweep(folder);
    for (String gradient : List.of("reparameterized", "dreg")) {
      for (int draws : new int[] {1, 4, 16}) {
        sweep.trial(
            ImmutableMap.of("objective.gradient", gradient, "objective.samples", draws),
            1,
            ImmutableMap.of(
                "gradient-snr-encoder",
                2 / Math.sqrt(draws),
                "gradient-snr-decoder",
                3 * Math.sqrt(draws)));
      }
    }
    Drawn drawn = PlotKind.SNR.draw(read(sweep.write()), NOTHING);
    assertEquals(Scale.LOGARITHMIC, drawn.plot().x().scale());
    assertEquals(Scale.LOGARITHMIC, drawn.plot().y().scale());
    assertEquals(4, drawn.plot().series().size());
    assertEquals(
        ImmutableList.of(
            Reference.through("grows as √K", 1, 3, 0.5),
            Reference.through("falls as 1/√K", 1, 2, -0.5)),
        drawn.plot().references());
    Exception e =
        assertThrows(
            ParameterException.class,
            () ->
                PlotKind.SNR.draw(
                    new PlotRows(read(betas()).rows(), read(folder).columns()), NOTHING));
    assertTrue(e.getMessage().contains("--x names what stands for K"), e.getMessage());
  }
}
