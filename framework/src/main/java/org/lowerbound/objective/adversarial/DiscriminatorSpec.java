package org.lowerbound.objective.adversarial;

import org.lowerbound.network.Architecture;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.spec.Default;

/**
 * A discriminator and how it is trained.
 *
 * @param network the layers below the logit; Kim and Mnih (2018) take six of 1000, leaky-relu
 * @param optimizer the update rule, with the rates of Kim and Mnih
 */
public record DiscriminatorSpec(
    @Default("{\"type\": \"mlp\", \"hidden\": [256, 256], \"activation\": \"leaky-relu\"}")
        Architecture network,
    @Default("{\"type\": \"adam\", \"learningRate\": 0.0001, \"beta1\": 0.5, \"beta2\": 0.9}")
        Optimizer optimizer) {}
