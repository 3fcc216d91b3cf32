package org.lowerbound.objective.alternating;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.schedule.Time;

/**
 * The order of {@link Lagging}'s turns.
 *
 * @param window encoder steps to a look at the bound
 * @param mostSteps encoder steps before a step of the decoder, at most
 */
record LaggingOrder(int window, int mostSteps) implements TurnOrder {
  static final String INFORMATION = "mutual-information";

  private static final int ENCODER = 0;
  private static final int DECODER = 1;
  private static final int JOINT = 2;

  /**
   * What is remembered.
   *
   * @param next the turn of the next step
   * @param steps the encoder steps since the decoder's last
   * @param boundSum the sum of their bounds since the last look
   * @param lastMean the mean bound at the last look
   * @param informationSum the sum of the epoch's mutual informations
   * @param informationCount the number of its terms
   * @param lastInformation their mean over the epoch before
   */
  private record Memory(
      int next,
      int steps,
      double boundSum,
      double lastMean,
      double informationSum,
      int informationCount,
      double lastInformation) {
    static Memory of(ImmutableDoubleArray a) {
      return new Memory(
          (int) a.get(0), (int) a.get(1), a.get(2), a.get(3), a.get(4), (int) a.get(5), a.get(6));
    }

    ImmutableDoubleArray toArray() {
      return ImmutableDoubleArray.of(
          next, steps, boundSum, lastMean, informationSum, informationCount, lastInformation);
    }

    /** Returns the memory with a next step of the decoder, or of the encoder from the beginning. */
    Memory beginning(int turn) {
      return new Memory(
          turn, 0, 0, Double.NEGATIVE_INFINITY, informationSum, informationCount, lastInformation);
    }
  }

  @Override
  public ImmutableDoubleArray start() {
    double none = Double.NEGATIVE_INFINITY;
    return new Memory(ENCODER, 0, 0, none, 0, 0, none).toArray();
  }

  @Override
  public int turn(Time time, ImmutableDoubleArray memory) {
    return Memory.of(memory).next();
  }

  @Override
  public ImmutableDoubleArray after(
      Time time, ImmutableDoubleArray memory, ImmutableMap<String, Double> reported) {
    Memory before = Memory.of(memory);
    if (before.next() == JOINT) {
      return memory;
    }
    Memory after =
        before.next() == DECODER
            ? before.beginning(ENCODER)
            : afterEncoder(before, reported.get(Loss.BOUND));
    boolean endsEpoch = (time.step() + 1) % time.stepsPerEpoch() == 0;
    return afterInformation(after, reported.get(INFORMATION), endsEpoch).toArray();
  }

  private Memory afterEncoder(Memory m, double bound) {
    int steps = m.steps() + 1;
    double sum = m.boundSum() + bound;
    boolean looks = steps % window == 0;
    double mean = sum / window;
    if (steps >= mostSteps || (looks && mean <= m.lastMean())) {
      return m.beginning(DECODER);
    }
    return new Memory(
        ENCODER,
        steps,
        looks ? 0 : sum,
        looks ? mean : m.lastMean(),
        m.informationSum(),
        m.informationCount(),
        m.lastInformation());
  }

  private static Memory afterInformation(Memory m, double information, boolean endsEpoch) {
    double sum = m.informationSum() + information;
    int count = m.informationCount() + 1;
    if (!endsEpoch) {
      return new Memory(
          m.next(), m.steps(), m.boundSum(), m.lastMean(), sum, count, m.lastInformation());
    }
    double mean = sum / count;
    int next = mean > m.lastInformation() ? m.next() : JOINT;
    return new Memory(next, m.steps(), m.boundSum(), m.lastMean(), 0, 0, mean);
  }
}
