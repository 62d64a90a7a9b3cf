package com.mailgrant.foldermapping;

import com.mailgrant.mail.FolderName;
import org.jspecify.annotations.Nullable;

/**
 * A real folder of a mailbox.
 *
 * @param name as people read it, with its parents
 * @param delimiter between parents and child; empty where there is no hierarchy
 * @param depth 0 at the top
 * @param label the last part of the name
 * @param hint null where nothing speaks for a role
 */
public record MailFolder(
    FolderName raw,
    String name,
    String delimiter,
    int depth,
    String label,
    @Nullable FolderHint hint) {}
