/**
 * Codes of images without loss, on the host: asymmetric numeral systems, bits back, and the sizes
 * that common programs come to.
 */
package org.lowerbound.compression;
