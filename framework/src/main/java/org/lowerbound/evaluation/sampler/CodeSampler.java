package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ReadsSplits;
import org.tensorflow.op.Ops;

/**
 * The description of where the codes come from that a decoder makes observations of: from p(z), as
 * the model has it, or from a density that is fitted to the codes of the training split once the
 * model is trained (Ghosh et al. 2020, section 4). A metric or a figure that draws observations
 * names one, and reads the splits that it reads.
 */
public interface CodeSampler extends ReadsSplits {
  /** Returns what tells its numbers from those of other samplers, within a column's name. */
  String label();

  /**
   * Returns what a column's name ends with, where it is not the default.
   *
   * @param means whether means of p(x | z) stand for draws of x
   */
  default String columnEnd(boolean means) {
    return (label().equals("prior") ? "" : "-" + label()) + (means ? "-means" : "");
  }

  /**
   * Adds nodes that observations are drawn by.
   *
   * @param drawn what is drawn, and by which noise
   * @throws IllegalArgumentException if the model cannot be drawn from in this way; the message
   *     says what would work
   */
  SampleNodes build(Ops tf, Drawn drawn);

  @Override
  default ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of();
  }
}
