package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.sampler.StandardNormalSampler;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.Picture;
import org.tensorflow.ndarray.Shape;

/** Of a model that halves an image each time, all that repetition does is known. */
final class RefinementTest {
  private static final int WIDTH = 3;
  private static final int SIZE = 2 * WIDTH;
  private static final ImmutableList<Integer> TIMES = ImmutableList.of(0, 1, 4);

  private static IdentityModel halving() {
    float[] values = new float[2 * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 4 - 1;
    }
    return new IdentityModel(Shape.of(2, WIDTH, 1), 0.5f, values);
  }

  private static RefinementChain chain(IdentityModel model, String stream) {
    return new RefinementChain(
        model.harness().tf(),
        model.evaluated().graph(),
        new StandardNormalSampler(),
        true,
        stream,
        "refinement");
  }

  @Test
  void everyRepetitionHalvesTheImages() {
    try (IdentityModel model = halving()) {
      ImmutableList<RefinementChain.Stage> stages =
          chain(model, "a").run(model.evaluated(), 250, TIMES);
      float[] first = stages.get(0).images();
      assertEquals(250 * SIZE, first.length);
      float[] last = stages.get(2).images();
      for (int i = 0; i < first.length; i++) {
        assertEquals(first[i] / 16, last[i], 1e-7);
      }
      assertTrue(stages.get(0).change().isEmpty());
      for (int n = 0; n < 250; n++) {
        double squares = 0;
        double variation = 0;
        for (int i = 0; i < SIZE; i++) {
          double x = first[n * SIZE + i];
          squares += x * x / SIZE;
          // Seven pairs: two beside each other in both lines, three above each other.
          variation += i % WIDTH > 0 ? Math.abs(x - first[n * SIZE + i - 1]) / 7 : 0;
          variation += i >= WIDTH ? Math.abs(x - first[n * SIZE + i - WIDTH]) / 7 : 0;
        }
        assertEquals(Math.sqrt(squares) / 16, stages.get(2).change().orElseThrow()[n], 1e-6);
        assertEquals(variation, stages.get(0).variation()[n], 1e-6);
        assertEquals(variation / 2, stages.get(1).variation()[n], 1e-6);
      }
    }
  }

  @Test
  void theBoundIsThatOfTheImages() {
    try (IdentityModel model = halving()) {
      int n = 1000;
      RefinementChain.Stage stage =
          chain(model, "a").run(model.evaluated(), n, ImmutableList.of(1)).get(0);
      double[] differences = new double[n];
      for (int i = 0; i < n; i++) {
        double elbo = 0;
        for (int u = 0; u < SIZE; u++) {
          double x = stage.images()[i * SIZE + u];
          double s = IdentityModel.posteriorScale(u);
          // x given z is N(z / 2, 0.05²), z given x is N(x, s²).
          double squares = x * x / 4 + s * s / 4;
          double likelihood =
              -0.5 * squares / Math.pow(IdentityModel.SCALE, 2)
                  - Math.log(IdentityModel.SCALE)
                  - 0.5 * Math.log(2 * Math.PI);
          elbo += likelihood - (0.5 * (s * s + x * x - 1) - Math.log(s));
        }
        differences[i] = stage.elbo().orElseThrow()[i] - elbo;
      }
      Estimate difference = Estimate.meanOf(differences);
      assertEquals(0, difference.value(), 4 * difference.standardError().orElseThrow());
    }
  }

  @Test
  void headingsHaveTheMetricsNumbers() {
    try (IdentityModel model = halving()) {
      RefinementMetric metric = new RefinementMetric(20, TIMES, true, new StandardNormalSampler());
      ImmutableMap<String, Estimate> numbers = model.evaluated().measure(metric);
      assertEquals(8, numbers.size());
      // The figure by the metric's name has the metric's noise.
      Picture picture =
          new Refinement(2, 20, TIMES, true, new StandardNormalSampler(), "refinement")
              .build(model.harness().tf(), model.evaluated().graph())
              .draw(model.evaluated());
      assertEquals(
          ImmutableList.of(
              heading(numbers, 0, "–"),
              heading(numbers, 1, Numbers.measured(numbers.get("refinement-change-1").value())),
              heading(numbers, 4, Numbers.measured(numbers.get("refinement-change-4").value()))),
          picture.panels().stream().map(Panel::name).toList());
    }
  }

  private static String heading(ImmutableMap<String, Estimate> numbers, int time, String change) {
    return "%d× %s\u00a0nats Δ\u00a0%s TV\u00a0%s"
        .formatted(
            time,
            Numbers.measured(numbers.get("refinement-elbo-" + time).value()),
            change,
            Numbers.measured(numbers.get("refinement-variation-" + time).value()));
  }

  @Test
  void timesRise() {
    assertEquals(
        "times must rise, but 5 comes before 5",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new RefinementMetric(
                        1, ImmutableList.of(0, 5, 5), true, new StandardNormalSampler()))
            .getMessage());
  }

  @Test
  void theSameAgain() {
    try (IdentityModel model = halving()) {
      assertArrayEquals(
          chain(model, "a").run(model.evaluated(), 5, TIMES).get(2).images(),
          chain(model, "a").run(model.evaluated(), 5, TIMES).get(2).images());
    }
  }
}
