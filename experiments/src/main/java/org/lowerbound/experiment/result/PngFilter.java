package org.lowerbound.experiment.result;

/**
 * The filters of PNG (ISO/IEC 15948, 9.2) for pixels of three bytes, and the usual choice among
 * them: the one whose bytes, taken with their signs, have the least sum of absolute values, the
 * first of several.
 */
final class PngFilter {
  private static final int PIXEL = 3;
  private static final int KINDS = 5;

  private PngFilter() {}

  /**
   * Returns the number of the best filter and the filtered row.
   *
   * @param row the bytes of a row
   * @param above those of the row above, zeros if there is none
   */
  static byte[] best(byte[] row, byte[] above) {
    byte[] best = new byte[0];
    long least = Long.MAX_VALUE;
    for (int kind = 0; kind < KINDS; kind++) {
      byte[] filtered = filter(kind, row, above);
      long sum = 0;
      for (int i = 1; i < filtered.length; i++) {
        sum += Math.abs(filtered[i]);
      }
      if (sum < least) {
        least = sum;
        best = filtered;
      }
    }
    return best;
  }

  private static byte[] filter(int kind, byte[] row, byte[] above) {
    byte[] filtered = new byte[row.length + 1];
    filtered[0] = (byte) kind;
    for (int i = 0; i < row.length; i++) {
      int left = i < PIXEL ? 0 : row[i - PIXEL] & 0xFF;
      int up = above[i] & 0xFF;
      int upLeft = i < PIXEL ? 0 : above[i - PIXEL] & 0xFF;
      int expected =
          switch (kind) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, upLeft);
          };
      filtered[i + 1] = (byte) (row[i] - expected);
    }
    return filtered;
  }

  /** Returns the neighbour that is nearest to left + up − upLeft. */
  private static int paeth(int left, int up, int upLeft) {
    int toLeft = Math.abs(up - upLeft);
    int toUp = Math.abs(left - upLeft);
    int toUpLeft = Math.abs(left + up - 2 * upLeft);
    if (toLeft <= toUp && toLeft <= toUpLeft) {
      return left;
    }
    return toUp <= toUpLeft ? up : upLeft;
  }
}
