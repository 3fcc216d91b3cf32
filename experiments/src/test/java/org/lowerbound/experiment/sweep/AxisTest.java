package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AxisTest {
  @TempDir private Path folder;
  private SweepFiles files;

  @BeforeEach
  void inFolder() {
    files = new SweepFiles(folder);
  }

  @Test
  void aSweepWithoutAxesIsOneTrial() {
    Sweep sweep = files.sweep("'trial': {'seed': 1}");
    assertEquals(List.of("the only trial"), SweepFiles.labels(sweep));
    assertEquals(List.of("{'seed':1}"), SweepFiles.configs(sweep));
    assertEquals(1, files.sweep("'trial': {}, 'axes': []").trials().size());
  }

  @Test
  void aGridIsAProductWithItsFirstKeySlowest() {
    assertEquals(
        List.of("b=1, a=x", "b=1, a=y", "b=2, a=x", "b=2, a=y"),
        SweepFiles.labels(
            files.sweep("'trial': {}, 'axes': [{'grid': {'b': [1, 2], 'a': ['x', 'y']}}]")));
  }

  @Test
  void aZipWalksItsListsTogether() {
    Sweep sweep =
        files.sweep("'trial': {}, 'axes': [{'zip': {'model.k': [1, 2], 'lr': [0.1, 0.2]}}]");
    assertEquals(List.of("model.k=1, lr=0.1", "model.k=2, lr=0.2"), SweepFiles.labels(sweep));
    assertEquals(
        List.of("{'model':{'k':1},'lr':0.1}", "{'model':{'k':2},'lr':0.2}"),
        SweepFiles.configs(sweep));
  }

  @Test
  void casesAreWholeOverridesWithALabel() {
    Sweep sweep =
        files.sweep(
            "'trial': {'objective': {'type': 'elbo', 'beta': 4}, 'training': {'epochs': 1, 'batch': 2}},"
                + "'axes': [{'cases': {'VAE': {},"
                + " 'IWAE k=5': {'objective': {'type': 'iwae', 'samples': 5}, 'training.epochs': 3}}}]");
    assertEquals(List.of("case=VAE", "case=IWAE k=5"), SweepFiles.labels(sweep));
    assertEquals(
        List.of(
            "{'objective':{'type':'elbo','beta':4},'training':{'epochs':1,'batch':2}}",
            "{'objective':{'type':'iwae','samples':5},'training':{'epochs':3,'batch':2}}"),
        SweepFiles.configs(sweep));
    assertEquals(
        ImmutableMap.of("case", TextNode.valueOf("IWAE k=5")), sweep.trials().get(1).overrides());
  }

  @Test
  void axesMultiplyWithTheFirstSlowest() {
    Sweep sweep =
        files.sweep(
            "'trial': {}, 'axes': [{'cases': {'A': {'x': 1}, 'B': {'x': 2}}},"
                + " {'zip': {'y': [1, 2], 'z': [3, 4]}}, {'cases': {'C': {'w': 5}}}]");
    assertEquals(
        List.of(
            "case=A, y=1, z=3, case2=C",
            "case=A, y=2, z=4, case2=C",
            "case=B, y=1, z=3, case2=C",
            "case=B, y=2, z=4, case2=C"),
        SweepFiles.labels(sweep));
    assertEquals("{'x':2,'y':1,'z':3,'w':5}", SweepFiles.configs(sweep).get(2));
    assertEquals(List.of(0, 1, 2, 3), sweep.trials().stream().map(Trial::index).toList());
    assertEquals(List.of("case", "y", "z", "case2"), sweep.overrideNames().asList());
  }

  @Test
  void aLaterAxisMayReachIntoWhatAnEarlierOneNames() {
    assertEquals(
        List.of(
            "{'objective':{'type':'elbo','beta':1}}",
            "{'objective':{'type':'elbo','beta':2}}",
            "{'objective':{'type':'tc','beta':1}}",
            "{'objective':{'type':'tc','beta':2}}"),
        SweepFiles.configs(
            files.sweep(
                "'trial': {'objective': 'elbo'}, 'axes': [{'grid': {'objective': ['elbo', 'tc']}},"
                    + " {'grid': {'objective.beta': [1, 2]}}]")));
  }
}
