package org.lowerbound.model;

/**
 * What a {@link ModelSpec} built: parameters in a graph. What it can do are sub-types: {@link
 * Evidence}, {@link LatentVariables}, {@link Encoding}, {@link Decoding}, {@link Generating}. An
 * objective or a metric asks for the ability that it needs ({@link Ability}).
 */
public interface Model {}
