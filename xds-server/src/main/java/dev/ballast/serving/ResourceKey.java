package dev.ballast.serving;

import dev.ballast.snapshot.ResourceType;

/** What identifies a resource within a gateway. */
public record ResourceKey(ResourceType type, String name) {}
