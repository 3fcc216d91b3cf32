package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import java.util.Arrays;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.result.Names;

/** Reads {@code --split}. */
final class SplitOption {
  private SplitOption() {}

  static Split parse(String text) {
    return Arrays.stream(Split.values())
        .filter(split -> split.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    Names.unknown(
                        "--split",
                        text,
                        Arrays.stream(Split.values())
                            .map(Split::label)
                            .collect(toImmutableList()))));
  }
}
