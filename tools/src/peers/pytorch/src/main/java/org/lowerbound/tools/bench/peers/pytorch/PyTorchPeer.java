package org.lowerbound.tools.bench.peers.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.Optional;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.peers.StepClock;

/**
 * PyTorch by way of the Deep Java Library (DJL), on one thread, with the natives that Maven Central
 * has. All workloads; pixels are drawn anew in each step.
 *
 * <p>What is timed is the fastest of what was tried on a processor with AVX-512, where one and the
 * same program's rates differed by some 5% from run to run:
 *
 * <ul>
 *   <li>Arrays and a gradient collector, or DJL's blocks, loss and trainer: arrays are about 5%
 *       faster on W1 and W2.
 *   <li>Leaves made anew in each step, which is PyTorch's {@code zero_grad(set_to_none=True)}, or
 *       gradients set to zero and added to: new leaves are about 5% faster on W1.
 *   <li>DJL's Adam, which is one native call for a parameter, or in-place operations on arrays: on
 *       W1 DJL's is 10% faster.
 *   <li>log p(x|z) as x l - softplus(l); as -softplus((1 - 2 x) l); with the sum of x l as a
 *       product of matrices. No difference in training; for W3 the product is about a fifth faster
 *       than the first and a little faster than folding 1 - 2 x into the last layer. DJL has no
 *       cross entropy of logits in one native call; PyTorch's own has the same passes.
 *   <li>W2 with negligible weights set to 0, see {@link Bounds}: two to three times faster early in
 *       training, when draws differ most.
 *   <li>W3 in chunks of 250, 500, 1000, 2500 and 5000 draws: 500 is at least as fast as any.
 *   <li>Native memory freed as soon as it can be or at the end of a step, and thresholds of glibc's
 *       allocator at which it returns memory: no difference.
 *   <li>Kernels for AVX-512 ({@code ATEN_CPU_CAPABILITY}, PyTorch's choice) or AVX2: equal in
 *       training, AVX-512 a fifth faster on W3. The graph executor's optimizer is for TorchScript,
 *       of which there is none here.
 * </ul>
 *
 * <p>What was checked: bounds and likelihood of a model whose log p(x) is known exactly; the
 * gradient of the importance weighted bound against its formula in double; that bounds rise in
 * training to that of independent pixels; that nothing is downloaded.
 */
public final class PyTorchPeer implements Peer {
  private static final int CHUNK = Integer.getInteger("chunk", 1000);

  /** Makes the peer. Nothing is loaded until it is asked. */
  public PyTorchPeer() {}

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public String version() {
    return engine().getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
  }

  @Override
  public Optional<Double> examplesPerSecond(Workload workload, Duration duration) {
    try (NDManager manager = engine().newBaseManager()) {
      return Optional.of(
          workload.training()
              ? training(manager, workload, duration)
              : likelihood(manager, workload, duration));
    }
  }

  private static double training(NDManager manager, Workload workload, Duration duration) {
    Training training = new Training(manager, workload, Linear::glorot);
    double rate = StepClock.examplesPerSecond(workload, duration, training);
    checkFinite(workload, training.bound());
    return rate;
  }

  private static double likelihood(NDManager manager, Workload workload, Duration duration) {
    Likelihood likelihood = new Likelihood(manager, workload, CHUNK, Linear::glorot);
    double rate = StepClock.examplesPerSecond(workload, duration, likelihood);
    checkFinite(workload, likelihood.logLikelihood());
    return rate;
  }

  /** A step that computes with NaN or infinity is no measurement. */
  private static void checkFinite(Workload workload, double nats) {
    if (!Double.isFinite(nats)) {
      throw new IllegalStateException(workload + " ended with a bound of " + nats + " nats");
    }
  }

  /** Returns the engine, on one thread. Its settings are read once, when it is loaded. */
  static Engine engine() {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.offline", "true");
    return Engine.getEngine("PyTorch");
  }
}
