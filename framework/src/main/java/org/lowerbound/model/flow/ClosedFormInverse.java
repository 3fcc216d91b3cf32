package org.lowerbound.model.flow;

/**
 * A flow whose map back has a closed form, as the density of its images at given places takes it:
 * log p(f(z)) = log p₀(z) − log |det df/dz| at z = f⁻¹(x). A map whose inverse is found by
 * iteration is none.
 */
public interface ClosedFormInverse extends Flow {}
