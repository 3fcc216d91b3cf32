package org.lowerbound.experiment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.sweep.SweepFile;

/** Trials that are quick to check, which between them have every type with a number in it. */
final class SmallTrials {
  private static final SpecTypes TYPES = StandardTypes.withPlugins();

  private static final String BASE =
      """
      {"dataset": {"type": "sprites", "scales": 1, "orientations": 2, "positions": 3},
       "model": {"type": "vae", "latents": 2, "encoder": {"type": "mlp", "hidden": [4]},
                 "decoder": {"type": "mlp", "hidden": [4]}},
       "objective": "elbo",
       "training": {"batchSize": 5, "epochs": 2, "clipNorm": 1.0},
       "evaluation": {"metrics": [{"type": "elbo", "kl": "monte-carlo"}]}}
      """;

  private static final String REAL =
      "'dataset': {'type': 'linear-gaussian', 'dimension': 3, 'latents': 2, 'train': 20,"
          + " 'validation': 5, 'test': 5}, ";

  private static final String BITS =
      "'dataset': {'type': 'bars', 'size': 3, 'train': 20, 'validation': 5, 'test': 5}, ";

  /** What each trial has in place of the base's. */
  private static final ImmutableList<String> OVERRIDES =
      ImmutableList.of(
          REAL + "'model.likelihood': {'type': 'normal', 'scale': {'type': 'fixed', 'value': 1.0}}",
          "'dataset': 'none', 'model': {'type': 'energy', 'energy': 'sine'}, 'objective.kl':"
              + " 'monte-carlo',"
              + " 'evaluation.figures': ['density-2d']",
          REAL + "'model': {'type': 'ppca', 'latents': 2}, 'objective.kl': 'monte-carlo'",
          REAL
              + "'model': {'type': 'factor-analysis', 'latents': 1}, 'objective':"
              + " 'expectation-maximization', 'training.clipNorm': null, 'evaluation.metrics':"
              + " ['elbo', 'nll', 'exact-nll']",
          REAL
              + "'model': {'type': 'ppca', 'latents': 1}, 'objective': 'closed-form',"
              + " 'training.clipNorm': null, 'training.epochs': 1, 'evaluation.metrics': ['nll',"
              + " 'loadings', 'exact-gap', 'principal-angles'], 'evaluation.figures': ['em-steps']",
          REAL
              + "'model': {'type': 'bayesian-pca', 'latents': 2}, 'objective': 'coordinate-ascent',"
              + " 'training.clipNorm': null, 'evaluation.metrics': ['variational-bound']",
          REAL
              + "'model': {'type': 'pca', 'latents': 1}, 'objective': 'closed-form',"
              + " 'training.clipNorm': null, 'training.epochs': 1, 'evaluation.metrics':"
              + " ['principal-angles', 'reconstruction-error']",
          "'model.encoder': {'type': 'conv', 'channels': [2], 'hidden': [4]}, 'model.decoder':"
              + " {'type': 'conv', 'channels': [2], 'hidden': [4]}",
          "'model.encoder': {'type': 'resnet', 'channels': [2], 'hidden': [4]}, 'model.decoder':"
              + " {'type': 'gated-mlp', 'hidden': [4]}",
          "'model.encoder': {'type': 'mlp', 'hidden': [4], 'normalization': {'type': 'batch'},"
              + " 'dropout': 0.1, 'initializer': {'type': 'normal', 'stddev': 0.1}}",
          "'model.encoder': {'type': 'mlp', 'hidden': [4], 'normalization': {'type': 'layer'}},"
              + " 'optimizer': 'adamax'",
          "'model': {'type': 'hierarchical-vae', 'layers': [{'latents': 2, 'encoder': {'type':"
              + " 'mlp', 'hidden': [4]}, 'decoder': {'type': 'mlp', 'hidden': [4]}}]},"
              + " 'objective.kl': 'monte-carlo', 'evaluation.metrics': ['layers']",
          "'model': {'type': 'ladder-vae', 'rungs': [{'latents': 2, 'features': 4}]},"
              + " 'objective.kl': 'monte-carlo', 'optimizer': 'rmsprop'",
          "'model': {'type': 'made', 'hidden': [4], 'orderings': 2, 'masks': 2}, 'objective':"
              + " 'maximum-likelihood', 'evaluation.metrics': ['nll', {'type': 'iwae', 'samples':"
              + " 5}, 'cubo', 'ess']",
          BITS
              + "'model': {'type': 'autoregressive', 'network': {'type': 'nade', 'hidden': 4}},"
              + " 'objective': 'maximum-likelihood', 'evaluation.metrics': ['nll']",
          BITS
              + "'model': {'type': 'autoregressive', 'network': {'type': 'pixel-rnn', 'layers': 1,"
              + " 'units': 2, 'firstKernel': 3, 'kernel': 3, 'top': 2}}, 'objective':"
              + " 'maximum-likelihood', 'evaluation.metrics': ['nll']",
          BITS
              + "'model': {'type': 'causal-counts', 'left': 1, 'above': [3]}, 'objective':"
              + " 'closed-form', 'training.clipNorm': null, 'training.epochs': 1,"
              + " 'evaluation.metrics': ['nll']",
          BITS
              + "'model': {'type': 'independent-pixels', 'prior': 1.0}, 'objective':"
              + " 'closed-form', 'training.clipNorm': null, 'training.epochs': 1,"
              + " 'evaluation.metrics': ['nll']",
          "'model': {'type': 'autoregressive', 'network': {'type': 'pixel-cnn', 'features': 2,"
              + " 'blocks': 1, 'top': 2}}, 'objective': 'maximum-likelihood', 'evaluation.metrics':"
              + " ['nll'], 'evaluation.figures': [{'type': 'completions', 'count': 1, 'draws': 1}]",
          "'model.decoder': {'type': 'gated-pixel-cnn', 'features': 2, 'layers': 1, 'top': 2,"
              + " 'context': {'type': 'per-pixel', 'channels': 2}}, 'evaluation.metrics': ['nll']",
          "'model.posterior': 'low-rank-normal', 'objective.kl': 'monte-carlo', 'optimizer': 'sgd'",
          "'model.posterior': 'full-normal', 'evaluation.metrics': ['elbo']",
          "'model.posterior': 'mixture', 'objective.kl': 'monte-carlo'",
          "'model.posterior': {'type': 'flow', 'flow': 'planar'}, 'objective.kl': 'monte-carlo'",
          "'model.posterior': {'type': 'flow', 'flow': 'radial'}, 'objective.kl': 'monte-carlo'",
          "'model.posterior': {'type': 'flow', 'flow': 'householder'}, 'objective.kl':"
              + " 'monte-carlo'",
          "'model.posterior': {'type': 'flow', 'flow': {'type': 'sylvester', 'columns': 1}},"
              + " 'objective.kl': 'monte-carlo'",
          "'model.posterior': {'type': 'flow', 'flow': {'type': 'iaf', 'network': {'type':"
              + " 'masked-mlp', 'hidden': [4]}}}, 'objective.kl': 'monte-carlo'",
          "'model.posterior': {'type': 'flow', 'flow': {'type': 'neural-spline', 'network':"
              + " {'type': 'mlp', 'hidden': [4]}}}, 'objective.kl': 'monte-carlo'",
          "'model.prior': {'type': 'flow', 'flow': {'type': 'real-nvp', 'network': {'type': 'mlp',"
              + " 'hidden': [4]}}}, 'objective.kl': 'monte-carlo'",
          "'model.posterior': {'type': 'concrete', 'classes': 2}, 'model.prior': {'type':"
              + " 'concrete', 'classes': 2}, 'objective.kl': 'monte-carlo'",
          "'model.posterior': 'binary-concrete', 'model.prior': 'binary-concrete', 'objective.kl':"
              + " 'monte-carlo'",
          "'model.posterior': {'type': 'straight-through', 'classes': 2}, 'model.prior': {'type':"
              + " 'categorical', 'classes': 2}, 'objective.gradient': 'straight-through'",
          "'model.posterior': {'type': 'categorical', 'classes': 2}, 'model.prior': {'type':"
              + " 'categorical', 'classes': 2}, 'objective.gradient': 'score-function'",
          "'model.posterior': 'bernoulli', 'model.prior': 'bernoulli', 'objective.gradient':"
              + " {'type': 'score-function', 'baseline': {'type': 'learned', 'network': {'type':"
              + " 'mlp', 'hidden': [4]}}}",
          "'model.latents': 4, 'model.posterior': {'type': 'vector-quantized', 'codes': 4, 'width':"
              + " 2, 'codebook': 'ema'}, 'model.prior': {'type': 'codebook', 'codes': 4, 'width':"
              + " 2}, 'objective': 'vq-vae'",
          "'model.posterior': 'point', 'objective': 'autoencoder', 'model.corruption': {'type':"
              + " 'gaussian', 'stddev': 0.1}, 'evaluation.metrics': ['reconstruction-error']",
          "'model.posterior': 'point', 'objective': 'autoencoder', 'model.corruption': {'type':"
              + " 'masking', 'probability': 0.1}, 'evaluation.metrics': ['reconstruction-error']",
          "'model.prior': {'type': 'mixture', 'components': 2}, 'objective.kl': 'monte-carlo'",
          "'model.prior': {'type': 'vamp', 'components': 2}, 'objective.kl': 'monte-carlo'",
          "'model.posterior': 'laplace', 'model.prior': 'laplace'",
          REAL + "'model.likelihood': {'type': 'student-t'}",
          REAL + "'model.likelihood': {'type': 'laplace', 'scale': 'learned'}",
          REAL + "'model.likelihood': {'type': 'normal', 'scale': 'per-pixel'}",
          REAL + "'model.likelihood': {'type': 'normal', 'scale': 'per-observation'}",
          REAL + "'model.likelihood': {'type': 'normal', 'scale': 'optimal'}",
          "'model.likelihood': {'type': 'weighted', 'likelihood': 'bernoulli', 'weights':"
              + " 'center'}",
          REAL
              + "'model.likelihood': {'type': 'weighted', 'likelihood': 'normal', 'weights':"
              + " {'type': 'list', 'values': [1.0, 1.0, 1.0]}}",
          "'model.likelihood': {'type': 'weighted', 'likelihood': 'bernoulli', 'weights': 0.5}",
          "'objective': {'type': 'iwae', 'samples': 2}, 'evaluation.metrics': ['nll', {'type':"
              + " 'iwae', 'samples': 5}, 'cubo', 'ess', {'type': 'kl-per-unit', 'kl':"
              + " 'monte-carlo'}, 'active-units', 'mig']",
          "'objective': {'type': 'miwae', 'outer': 2, 'samples': 2}",
          "'objective': {'type': 'piwae', 'outer': 2, 'samples': 2}",
          "'objective': {'type': 'ciwae', 'samples': 2}",
          "'objective': {'type': 'renyi', 'samples': 2}",
          "'objective': {'type': 'vr-max', 'samples': 2}",
          "'objective': {'type': 'jackknife', 'samples': 4}",
          "'objective': {'type': 'capacity', 'capacity': 1.0}",
          "'objective': 'free-bits'",
          "'objective': {'type': 'geco', 'distortion': 1.0}",
          "'objective': 'beta-tcvae'",
          "'objective': 'factor-vae'",
          "'objective': 'dip-vae'",
          "'objective': {'type': 'info-vae', 'kernel': 'rbf'}",
          "'objective': {'type': 'wae-mmd', 'kernel': 'imq'}",
          "'objective': 'adversarial'",
          "'objective': 'em'",
          "'objective': 'lagging'",
          "'objective.beta': {'type': 'linear', 'from': 0, 'to': 1, 'over': {'epochs': 1}}",
          "'objective.beta': {'type': 'cosine', 'from': 0, 'to': 1, 'over': {'steps': 1}}",
          "'objective.beta': {'type': 'cyclical', 'from': 0, 'to': 1, 'period': {'steps': 1},"
              + " 'cycles': 1}",
          "'objective.beta': {'type': 'sigmoid', 'from': 0, 'to': 1, 'over': {'steps': 1}}",
          "'objective.beta': {'type': 'piecewise', 'pieces': [{'value': 1, 'over': {'steps': 1}}]}",
          "'training.average': 0.9",
          "'evaluation.metrics': ['gradient'], 'training.epochs': null, 'training.steps': 2");

  private SmallTrials() {}

  /** Returns the trials, with every default filled in. */
  static ImmutableList<JsonNode> resolved(Path folder) {
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < OVERRIDES.size(); i++) {
      cases.append(i == 0 ? "" : ",").append("'%d': {%s}".formatted(i, OVERRIDES.get(i)));
    }
    String axes = "[{'cases': {%s}}]".formatted(cases);
    return plan(folder, Json.parse(BASE, "base"), Json.parse(axes.replace('\'', '"'), "axes"))
        .trials()
        .stream()
        .map(trial -> trial.resolved().config())
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns the plan of a sweep of one trial. */
  static SweepPlan plan(Path folder, JsonNode trial) {
    return plan(folder, trial, Json.parse("[]", "axes"));
  }

  private static SweepPlan plan(Path folder, JsonNode trial, JsonNode axes) {
    ObjectNode sweep = Json.object().put("name", "small");
    sweep.set("trial", trial);
    sweep.set("axes", axes);
    try {
      Path file = Files.writeString(folder.resolve("small.json"), Json.print(sweep));
      return SweepPlan.of(
          SweepFile.read(file), TYPES, new DataSource(Optional.empty(), folder.resolve("none")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
