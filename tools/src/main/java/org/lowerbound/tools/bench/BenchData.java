package org.lowerbound.tools.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.named.GreyImageOptions;
import org.lowerbound.data.named.Mnist;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.config.Json;

/** MNIST, if it is on this machine, else noise of its size; nothing is downloaded. */
final class BenchData {
  /** The images of all splits, in both. */
  static final int IMAGES = 70_000;

  private final DataSource source;
  private final Optional<String> option;
  private final boolean mnist;

  /**
   * Looks for MNIST.
   *
   * @param option the value of {@code --data}
   * @param environment the environment variables
   */
  BenchData(Optional<String> option, ImmutableMap<String, String> environment) {
    this.source = DataPlaces.source(option, environment, (file, received, total) -> {});
    this.option = option;
    this.mnist = hasMnist(source.offline());
  }

  private static boolean hasMnist(DataSource source) {
    try {
      new Mnist(new GreyImageOptions(Binarization.DYNAMIC, false, 0, false, 0)).check(source);
      return true;
    } catch (DataException e) {
      return false;
    }
  }

  /** Returns whether it is MNIST. */
  boolean isMnist() {
    return mnist;
  }

  /** Returns where a trial in this process finds it. */
  DataSource source() {
    return source;
  }

  /** Returns the options with which a runner in another process finds it. */
  ImmutableList<String> options() {
    return option.map(path -> ImmutableList.of("--data", path)).orElse(ImmutableList.of());
  }

  /** Returns what a trial on MNIST must set to be on this. */
  ObjectNode settings() {
    ObjectNode trial = Json.object();
    if (!mnist) {
      trial.putObject("dataset").put("type", RandomImages.NAME);
    }
    return trial;
  }

  /** Returns what it is, for people. */
  String describe() {
    return mnist
        ? "data: MNIST, binarised at each use"
        : "data: random grey images in the sizes of MNIST, binarised at each use, because MNIST is"
            + " not in the data directory (--data or LOWERBOUND_DATA), nor in the cache";
  }
}
