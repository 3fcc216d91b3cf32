/** The formats of data files. */
package org.lowerbound.data.file;
