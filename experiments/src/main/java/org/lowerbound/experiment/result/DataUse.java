package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.ValueKind;

/**
 * What a trial made of its data: with it, it is known what a likelihood is the probability, or the
 * density, of.
 *
 * @param stored what the stored values are
 * @param drawn what is drawn from them at each use
 * @param observed what the model sees
 * @param standardized whether each value had its mean taken away and was divided by its scale; its
 *     likelihood is that of the value before
 * @param config the data set as the trial's resolved config has it: its binarisation, its splits
 */
public record DataUse(
    ValueKind stored, FreshDraw drawn, ValueKind observed, boolean standardized, JsonNode config) {
  /** Returns what a trial makes of a data set that is loaded. */
  public static DataUse of(Dataset dataset, JsonNode config) {
    return new DataUse(
        dataset.kind(),
        dataset.freshDraw(),
        dataset.observedKind(),
        dataset.standardization().isPresent(),
        config.deepCopy());
  }
}
