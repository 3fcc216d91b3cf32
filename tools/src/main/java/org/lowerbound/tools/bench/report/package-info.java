/** What a benchmark found, as text, Markdown and JSON, next to what it should have found. */
package org.lowerbound.tools.bench.report;
