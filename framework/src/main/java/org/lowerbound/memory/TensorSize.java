package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;

/**
 * A tensor of a run.
 *
 * @param name of the operation that makes it
 * @param lengths of its axes
 * @param bytes what it takes
 */
public record TensorSize(String name, ImmutableList<Long> lengths, long bytes) {
  @Override
  public String toString() {
    return "%s %s %s".formatted(name, lengths, ByteText.of(bytes));
  }
}
