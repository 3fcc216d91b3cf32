package org.lowerbound.data.named;

import org.lowerbound.data.Observations;
import org.tensorflow.ndarray.Shape;

/**
 * Images of levels 0 … 255.
 *
 * @param shape {@code [height, width, channels]} of each
 * @param levels {@code [count, height · width · channels]}, channels fastest
 */
record ImageLevels(Shape shape, Observations.Bytes levels) {}
