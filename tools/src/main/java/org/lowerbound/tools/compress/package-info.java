/** Files of images that a trained model codes without loss. */
package org.lowerbound.tools.compress;
