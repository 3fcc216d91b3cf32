package org.lowerbound.experiment.console;

import com.beust.jcommander.converters.IParameterSplitter;
import java.util.List;

/** Leaves the value of an option in one piece: its commas are JSON's, or a selector's. */
public final class WholeValue implements IParameterSplitter {
  @Override
  public List<String> split(String value) {
    return List.of(value);
  }
}
