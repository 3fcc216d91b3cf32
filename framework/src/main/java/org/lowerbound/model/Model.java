package org.lowerbound.model;

/**
 * What a {@link ModelSpec} built: parameters in a graph. What it can do is said by sub-types, all
 * of which {@link Ability} lists: {@link Evidence}, {@link ExactEvidence}, {@link
 * ExpectationMaximization}, {@link ClosedFormSolution}, {@link VariationalBayes}, {@link
 * LatentVariables}, {@link Encoding}, {@link Decoding}, {@link LinearDecoding}, {@link
 * CodeGenerating}, {@link Generating}, {@link ImplicitDensity}, {@link Denoising}, {@link
 * DiffusionBound}, {@link Completing}, {@link Classifying}, {@link ClassLatents}. An objective or a
 * metric asks for the ability that it needs.
 */
public interface Model {}
