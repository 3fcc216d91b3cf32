package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.spec.TypeNames;

/** A figure of images of a split's examples. */
interface ShowsExamples extends Figure, ChecksSplit {
  /** Returns the examples that the user names, from 0; none if the first ones are shown. */
  ImmutableList<Integer> examples();

  @Override
  default void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
    ChosenExamples.checkFits(examples(), dataset);
  }

  @Override
  default void checkFits(Dataset dataset, Split split) {
    ChosenExamples.checkFits(examples(), dataset, split);
  }
}
