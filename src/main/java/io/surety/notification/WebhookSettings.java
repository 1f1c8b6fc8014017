package io.surety.notification;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where webhook messages go: {@code surety.webhooks.<organisation>}. Only the operator's configuration names addresses,
 * never a document or a request, so that nobody else decides whom this server calls.
 *
 * @param webhooks by the id of the organisation
 */
@ConfigurationProperties("surety")
record WebhookSettings(@DefaultValue Map<String, URI> webhooks) {

    WebhookSettings {
        webhooks.forEach((organisation, url) -> {
            if (!("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    || url.getHost() == null
                    || url.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "surety.webhooks." + organisation + " is no http(s) address without a user: " + url);
            }
        });
        webhooks = Map.copyOf(webhooks);
    }
}
