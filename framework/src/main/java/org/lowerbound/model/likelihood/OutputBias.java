package org.lowerbound.model.likelihood;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.function.DoubleUnaryOperator;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Zeros;

/** Where the bias of a decoder's last layer starts. */
public enum OutputBias {
  /**
   * Where the decoder without inputs would have the mean of the training data. It is what separates
   * many re-implementations from the published numbers.
   */
  DATA_MEAN,
  /** At zero. */
  ZEROS;

  /**
   * Returns the first bias of a head with one output for each value.
   *
   * @param outputOf the output that makes a training mean the likelihood's
   */
  Initializer of(ObservedData observed, DoubleUnaryOperator outputOf) {
    return switch (this) {
      case ZEROS -> new Zeros();
      case DATA_MEAN ->
          new Fill(ImmutableDoubleArray.copyOf(observed.mean().stream().map(outputOf)));
    };
  }

  /** Returns a mean kept within {@code [margin, 1 − margin]}. */
  static double clip(double mean, double margin) {
    return Math.min(Math.max(mean, margin), 1 - margin);
  }

  static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
