package org.lowerbound.tools.bench.peers.dl4j;

import static org.lowerbound.tools.bench.Workload.HIDDEN;
import static org.lowerbound.tools.bench.Workload.LATENTS;
import static org.lowerbound.tools.bench.Workload.PIXELS;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.peers.GreyImages;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** Steps of what Deeplearning4j calls pretraining: ascent of the ELBO by Adam. */
final class Pretraining implements Runnable {
  private static final double LEARNING_RATE = 1e-3;

  private final Workload workload;
  private final MultiLayerNetwork network;
  private final INDArray levels =
      Nd4j.create(GreyImages.levels(), new long[] {GreyImages.COUNT, PIXELS}, 'c');
  private long step;

  /** Makes the network, for a workload of one draw for each image. */
  Pretraining(Workload workload) {
    this.workload = workload;
    VariationalAutoencoder layer =
        new VariationalAutoencoder.Builder()
            .nIn(PIXELS)
            .nOut(LATENTS)
            .encoderLayerSizes(HIDDEN, HIDDEN)
            .decoderLayerSizes(HIDDEN, HIDDEN)
            .activation(Activation.TANH)
            .pzxActivationFunction(Activation.IDENTITY)
            .reconstructionDistribution(new BernoulliReconstructionDistribution(Activation.SIGMOID))
            .numSamples(workload.draws())
            .build();
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new Adam(LEARNING_RATE))
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(layer)
                .build());
    network.init();
  }

  /** Draws the pixels of the next batch and does a step on them. */
  @Override
  public void run() {
    int first = GreyImages.first(workload, step++);
    INDArray batch = levels.get(NDArrayIndex.interval(first, first + workload.batch()));
    INDArray uniforms = Nd4j.rand(DataType.FLOAT, batch.shape());
    network.pretrainLayer(0, uniforms.lt(batch).castTo(DataType.FLOAT));
  }

  /** Returns the ELBO of the latest step's batch before its update, in nats for an example. */
  double elbo() {
    return -network.getLayer(0).score();
  }
}
