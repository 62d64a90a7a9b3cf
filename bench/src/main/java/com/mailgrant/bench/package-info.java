/**
 * Benchmarks of a whole Mailgrant, started from its jar, each beside a peer or a limit in the same
 * run. {@link Bench} runs them, {@code bench/run} starts that, docs/benchmarks.md tells what came
 * out.
 */
@NullMarked
package com.mailgrant.bench;

import org.jspecify.annotations.NullMarked;
