package org.lowerbound.experiment.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A trial as watchers know it.
 *
 * @param id the trial's identity
 * @param label what tells it from the others, for people
 * @param overrides what tells it from the others, by path
 * @param config the resolved config
 * @param folder where its files are
 * @param startedAt when this run of it started
 * @param fresh whether it starts again, and what earlier runs gave is not its own
 */
public record WatchedTrial(
    String id,
    String label,
    ImmutableMap<String, JsonNode> overrides,
    JsonNode config,
    Path folder,
    Instant startedAt,
    boolean fresh) {}
