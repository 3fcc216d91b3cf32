package org.lowerbound.network;

import java.util.List;
import org.lowerbound.testing.CausalContract;
import org.tensorflow.ndarray.Shape;

final class CausalPixelRnnTest extends CausalContract {
  private static PixelRnn rnn(PixelRnn.Cell cell) {
    return new PixelRnn(cell, 1, 12, 3, 3, 24, new GlorotUniform());
  }

  /** With a small image as the context of images of 2 × 4 pixels. */
  private static CausalArchitecture enlarged(PixelRnn.Cell cell) {
    return (parameters, name, observed, contextSize, order, heads) ->
        rnn(cell)
            .causal(
                parameters,
                name,
                observed,
                contextSize,
                new Enlarged(Shape.of(1, 2, 1), 2, 6, 1, 0),
                order,
                heads);
  }

  @Override
  protected List<Case> cases() {
    return List.of(
        new Case("row", rnn(PixelRnn.Cell.ROW_LSTM), Shape.of(2, 4, 1), 0, false, false),
        new Case(
            "row, colour with context",
            rnn(PixelRnn.Cell.ROW_LSTM),
            Shape.of(2, 1, 3),
            2,
            true,
            false),
        // Wide enough that the first kernel does not see the end of the row above.
        new Case("diagonal", rnn(PixelRnn.Cell.DIAGONAL_BILSTM), Shape.of(2, 5, 1), 0, true, false),
        new Case(
            "diagonal, colour with context",
            rnn(PixelRnn.Cell.DIAGONAL_BILSTM),
            Shape.of(2, 1, 3),
            2,
            true,
            false),
        new Case(
            "row with a small image",
            enlarged(PixelRnn.Cell.ROW_LSTM),
            Shape.of(2, 4, 1),
            2,
            false,
            false),
        new Case(
            "diagonal with a small image",
            enlarged(PixelRnn.Cell.DIAGONAL_BILSTM),
            Shape.of(2, 4, 1),
            2,
            true,
            false));
  }
}
