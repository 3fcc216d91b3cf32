package org.lowerbound.data.own;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;

/**
 * Examples as files have them.
 *
 * @param values {@code [N, …]}
 * @param labels the class of each, if there are labels
 * @param factors for each factor, by name, the class of each example
 * @param splits the split of each, if the files say it
 */
public record OwnPart(
    NumericArray values,
    Optional<ImmutableList<String>> labels,
    ImmutableMap<String, ImmutableList<String>> factors,
    Optional<ImmutableList<String>> splits) {
  /** Checks that there are examples, of finite values. */
  public OwnPart {
    if (values.shape().isEmpty() || values.size() == 0) {
      throw new DataException(
          String.format(
              "%s: is %s, but an array of at least one example with at least one value is needed",
              values.place(), values.description()));
    }
    values.finite();
  }

  /** Returns the number of examples. */
  public int count() {
    return values.shape().get(0);
  }

  /** Returns the sizes of one example. */
  ImmutableList<Integer> sizes() {
    return values.shape().subList(1, values.shape().size());
  }
}
