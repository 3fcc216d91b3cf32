package org.lowerbound.data.source;

/**
 * One of the forms in which the same data may be there.
 *
 * @param file the file
 * @param reader what is made of its content
 * @param <T> what it makes
 */
public record DataForm<T>(RemoteFile file, ContentReader<T> reader) {}
