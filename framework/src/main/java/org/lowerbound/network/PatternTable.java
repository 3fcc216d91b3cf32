package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A table with an output for each pattern of a bit's neighbours, and no network: for closed forms.
 * The parameter of a head is {@code name.head.table}, {@code [cells]}, 0 at first.
 *
 * @param neighbourhood the neighbours
 * @param perPixel whether each value has a table of its own; else all share one
 */
public record PatternTable(Neighbourhood neighbourhood, boolean perPixel)
    implements CausalArchitecture {
  /** Returns the name of the parameter of a head. */
  public static String parameter(String name, Head head) {
    return name + "." + head.name() + ".table";
  }

  /** Returns the number of cells. */
  public int cells(Shape observed) {
    return neighbourhood.patterns() * (perPixel ? (int) observed.size() : 1);
  }

  /** Returns the cell of each bit, {@code [rows, D] -> [rows, D]}. */
  public Operand<TInt32> cell(Ops tf, Operand<TFloat32> bits, Shape observed) {
    Operand<TInt32> pattern = neighbourhood.pattern(tf, bits, observed);
    int patterns = neighbourhood.patterns();
    return perPixel
        ? tf.math.add(
            pattern,
            tf.constant(IntStream.range(0, (int) observed.size()).map(i -> i * patterns).toArray()))
        : pattern;
  }

  @Override
  public CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    checkArgument(contextSize == 0, "%s: a table of patterns sees no context", name);
    ImmutableList<Operand<TFloat32>> tables =
        heads.stream()
            .map(
                head -> {
                  checkArgument(
                      head.size() == observed.size(),
                      "%s: a table has a number for each value of %s, not %s",
                      parameter(name, head),
                      observed,
                      head.output());
                  return parameters.create(
                      parameter(name, head), Shape.of(cells(observed)), new Zeros());
                })
            .collect(ImmutableList.toImmutableList());
    return (tf, x, context, pass) -> {
      CausalShapes.checkInputs(name, (int) observed.size(), 0, x, context);
      Operand<TInt32> cell = cell(tf, x, observed);
      return tables.stream()
          .map(table -> looked(tf, pass.parameter(tf, table), cell))
          .collect(ImmutableList.toImmutableList());
    };
  }

  private static Operand<TFloat32> looked(Ops tf, Operand<TFloat32> table, Operand<TInt32> cell) {
    return tf.gather(table, cell, tf.constant(0)); // [rows, D]
  }
}
