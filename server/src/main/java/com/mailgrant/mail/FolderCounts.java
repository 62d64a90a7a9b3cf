package com.mailgrant.mail;

import java.util.OptionalLong;

/**
 * A folder as STATUS described it, without selecting it.
 *
 * @param highestModSeq absent without CONDSTORE
 */
public record FolderCounts(
    FolderName folder,
    long messages,
    long unseen,
    long uidNext,
    long uidValidity,
    OptionalLong highestModSeq) {}
