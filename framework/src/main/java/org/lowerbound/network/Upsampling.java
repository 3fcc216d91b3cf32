package org.lowerbound.network;

/** How a residual network doubles the size of its feature maps. */
public enum Upsampling {
  /** Each pixel is repeated, then convolved (Odena et al. 2016). */
  NEAREST,
  /** A transposed convolution of stride 2. */
  TRANSPOSED
}
