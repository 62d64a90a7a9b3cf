package com.mailgrant.sync;

import com.mailgrant.mail.FolderName;
import com.mailgrant.provider.FolderRole;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is to be watched.
 *
 * @param role null where none is mapped to it
 */
record Wanted(FolderName name, @Nullable FolderRole role) {}
