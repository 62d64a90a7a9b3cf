package com.mailgrant.mail;

/** What the server said to sender and recipient of a message that was not sent. */
public record SmtpProbe(Reply.Smtp sender, Reply.Smtp recipient) {}
