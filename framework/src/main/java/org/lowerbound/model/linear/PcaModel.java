package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.model.Autoencoding;
import org.lowerbound.model.ClosedFormSolution;
import org.lowerbound.model.LinearDecoding;
import org.lowerbound.model.LinearMap;
import org.lowerbound.model.RawUnits;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * {@link PrincipalComponents} in a graph. Its p(x | z) is N(Uz + μ, I), which only says that errors
 * are squared.
 *
 * @param directions U, {@code [D, k]}
 * @param mean μ
 * @param latents k
 * @param units those of x
 */
record PcaModel(
    Operand<TFloat32> directions, ImmutableDoubleArray mean, int latents, RawUnits units)
    implements Autoencoding, LinearDecoding, ClosedFormSolution {
  static final String DIRECTIONS = "decoder.directions";

  @Override
  public Point encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return new Point(
        product(
            tf,
            tf.dtypes.cast(centered(tf, observations), TFloat32.class),
            false,
            pass.parameter(tf, directions),
            false),
        latents);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> codes, Pass pass) {
    return new DiagonalNormal(
        tf.math.add(
            MatrixVectors.product(tf, pass.parameter(tf, directions), codes),
            tf.dtypes.cast(tf.constant(mean.toArray()), TFloat32.class)),
        tf.constant(new float[1]),
        mean.length());
  }

  @Override
  public Operand<TFloat32> logLikelihood(
      Ops tf, Operand<TFloat32> observations, Operand<TFloat32> codes, Pass pass) {
    return units.logDensity(tf, decode(tf, codes, pass).logProb(tf, observations));
  }

  @Override
  public LinearMap decoderMap(Ops tf, Pass pass) {
    return new LinearMap(
        pass.parameter(tf, directions),
        tf.dtypes.cast(tf.constant(mean.toArray()), TFloat32.class),
        Optional.empty());
  }

  @Override
  public ImmutableMap<String, Operand<TFloat64>> moments(Ops tf, Operand<TFloat32> observations) {
    return PrincipalAxes.moments(tf, centered(tf, observations));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> solve(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> moments, long examples) {
    return ImmutableMap.of(
        DIRECTIONS,
        tf.dtypes.cast(
            PrincipalAxes.of(tf, moments, examples, mean.length(), latents).directions(),
            TFloat32.class));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> criterion(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat32> code = encode(tf, observations, pass).value(); // [B, k]
    Operand<TFloat32> error =
        tf.math.sub(observations, ((DiagonalNormal) decode(tf, code, pass)).loc());
    return ImmutableMap.of("squared-error", GraphMath.sumEvent(tf, tf.math.square(error))); // [B]
  }

  private Operand<TFloat64> centered(Ops tf, Operand<TFloat32> observations) {
    return tf.math.sub(tf.dtypes.cast(observations, TFloat64.class), tf.constant(mean.toArray()));
  }
}
