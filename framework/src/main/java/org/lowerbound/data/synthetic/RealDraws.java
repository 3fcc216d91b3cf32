package org.lowerbound.data.synthetic;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/**
 * Independent draws of real vectors from a distribution whose density is known.
 *
 * @param name the data set's type name
 * @param dimension how many values an observation has
 * @param classes how many classes there are
 * @param sampler what draws
 * @param density what it draws from
 */
record RealDraws(String name, int dimension, int classes, Sampler sampler, ExactDensity density) {
  /** Draws all splits. */
  Dataset dataset(DrawCounts counts, LabelChoice labels) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    for (Split split : Split.values()) {
      int count = counts.count(split);
      if (count > 0) {
        int[] drawn = new int[count];
        splits.put(split, draw(drawn, new RandomStream(counts.seed(), name + "." + split.label())));
        numbers.put(split, drawn);
      }
    }
    Dataset dataset =
        Dataset.of(
            name,
            Shape.of(dimension),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            splits.buildOrThrow(),
            Optional.of(density),
            Optional.empty());
    return labels.given()
        ? dataset.withLabels(labels.known(new Labels(classes, numbers.buildOrThrow())))
        : dataset;
  }

  private Observations draw(int[] drawn, RandomStream stream) {
    float[] values = new float[drawn.length * dimension];
    double[] observation = new double[dimension];
    for (int row = 0; row < drawn.length; row++) {
      drawn[row] = sampler.draw(stream, observation);
      for (int i = 0; i < dimension; i++) {
        values[row * dimension + i] = (float) observation[i];
      }
    }
    return new Observations.Floats(values, drawn.length, dimension);
  }
}
