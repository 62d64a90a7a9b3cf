package com.mailgrant.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as a part of the very statement that makes it true, which spares the round trip of its
 * own: {@code with changed as (update ... returning ...), told as (<clause>) select ...}. It is
 * written when {@code changed} has a row, and not without.
 *
 * @param sql what stands in the brackets after {@code told as}
 * @param parameters by name, each name beginning with {@code event}
 */
public record EventClause(String sql, Map<String, @Nullable Object> parameters) {}
