package com.mailgrant.rehearsal.fault;

/**
 * A fault that is a row of a file in the resource folder {@code faults}.
 *
 * @param topic name of the file
 */
public record ScriptedFault(
    String kebab, String diagnosis, String description, String topic, Place place, Script script)
    implements Mishap {}
