package org.lowerbound.objective.adversarial;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ImplicitDensity;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The game of a generative adversarial network with the loss that does not saturate (Goodfellow et
 * al. 2014, section 3): a discriminator D minimises the cross-entropy of telling observations from
 * draws, and the generator minimises −log D(g(z)) in place of log (1 − D(g(z))), whose slope is
 * gone where D is sure. Neither says how likely an observation is: there is no bound.
 *
 * <p>Discriminator and generator move in the same step from the same parameters, where the authors
 * move one after the other.
 *
 * @param discriminator its network and optimizer; rates of Radford et al. 2016, "Unsupervised
 *     representation learning with deep convolutional generative adversarial networks"
 */
public record NonSaturating(
    @Default(
            "{\"optimizer\": {\"type\": \"adam\", \"learningRate\": 0.0002, \"beta1\": 0.5,"
                + " \"beta2\": 0.999}}")
        DiscriminatorSpec discriminator)
    implements Objective {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    ImplicitDensity implicit = Ability.IMPLICIT_DENSITY.of(model, TypeNames.of(this));
    Operand<TFloat32> real = scope.batch().observations(); // [B, D]
    Operand<TFloat32> drawn =
        implicit.generate(tf, scope.noise("draws"), scope.batch().size(), scope.batch().pass());
    Discriminator built =
        new Discriminator(discriminator.network(), scope.batch().observation(), scope);
    Operand<TFloat32> crossEntropy = built.crossEntropy(tf, real, tf.stopGradient(drawn)); // []
    Operand<TFloat32> notPassed =
        GraphMath.meanOverBatch(tf, tf.math.softplus(tf.math.neg(built.logits(tf, drawn)))); // []
    return Loss.withoutBound(
        ImmutableList.of(
            Descent.ofModel(notPassed),
            Discriminator.descent(crossEntropy, discriminator.optimizer())),
        ImmutableMap.of(
            "generator-cross-entropy",
            notPassed,
            "discriminator-cross-entropy",
            crossEntropy,
            "discriminator-accuracy",
            built.accuracy(tf, real, tf.stopGradient(drawn))));
  }
}
