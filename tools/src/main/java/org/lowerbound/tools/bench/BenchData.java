package org.lowerbound.tools.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.named.FashionMnist;
import org.lowerbound.data.named.GreyImageOptions;
import org.lowerbound.data.named.Mnist;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.experiment.config.Json;

/** MNIST and Fashion-MNIST where they are on this machine, else noise of their size. */
final class BenchData {
  /** The images of all splits, in both. */
  static final int IMAGES = 70_000;

  private final DataSource source;
  private final Optional<String> option;
  private final boolean mnist;
  private final boolean fashionMnist;

  /**
   * Looks for MNIST.
   *
   * @param option the value of {@code --data}
   * @param environment the environment variables
   */
  BenchData(Optional<String> option, ImmutableMap<String, String> environment) {
    this.source = DataPlaces.source(option, environment, (file, received, total) -> {});
    this.option = option;
    GreyImageOptions options = new GreyImageOptions(Binarization.DYNAMIC, false, 0, false, 0);
    this.mnist = isThere(new Mnist(options)::check);
    this.fashionMnist = isThere(new FashionMnist(options)::check);
  }

  private boolean isThere(Consumer<DataSource> check) {
    try {
      check.accept(source.offline());
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

  /** Returns what a case changes, with random images for data that are not there. */
  ObjectNode onWhatThereIs(ObjectNode overrides) {
    JsonNode type = overrides.at("/dataset/type");
    boolean missing =
        type.asText().equals("fashion-mnist")
            ? !fashionMnist
            : type.asText().equals("mnist") && !mnist;
    if (missing) {
      ((ObjectNode) overrides.get("dataset")).put("type", RandomImages.NAME);
    }
    return overrides;
  }

  /** Returns what it is, for people. */
  String describe() {
    return images()
        + (fashionMnist ? "" : "; random grey images stand for Fashion-MNIST, which is not there");
  }

  private String images() {
    return mnist
        ? "data: MNIST, binarised at each use"
        : "data: random grey images in the sizes of MNIST, binarised at each use, because MNIST is"
            + " not in the data directory (--data or LOWERBOUND_DATA), nor in the cache";
  }
}
