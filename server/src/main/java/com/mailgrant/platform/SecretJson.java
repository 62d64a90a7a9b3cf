package com.mailgrant.platform;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** Secrets come in as strings and never go out. */
@JacksonComponent
class SecretJson {
  static final class Reader extends ValueDeserializer<Secret> {
    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context) {
      return new Secret(parser.getValueAsString(""));
    }
  }

  static final class Writer extends ValueSerializer<Secret> {
    @Override
    public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
      json.writeString("••••••••");
    }
  }
}
