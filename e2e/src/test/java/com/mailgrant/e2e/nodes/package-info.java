/**
 * Several nodes on one PostgreSQL under constant work, with nodes killed at random: {@link
 * SeveralNodesTest} compares what was accepted and delivered with what the servers, the event log
 * and a webhook endpoint saw.
 */
@NullMarked
package com.mailgrant.e2e.nodes;

import org.jspecify.annotations.NullMarked;
